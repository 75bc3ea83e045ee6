import { stopWith } from '../halt.ts'
import { startCarrier } from './carrier.ts'
import { carrierOptions } from './settings.ts'

try {
  const carrier = await startCarrier(carrierOptions(process.env))
  console.log(`The stand-in telephone network listens on ${carrier.url}.`)
  const stop = () => void carrier.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  stopWith(error)
}
