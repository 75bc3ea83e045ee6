import { stopWith } from '../halt.ts'
import { startGateway } from './gateway.ts'
import { gatewayOptions } from './settings.ts'

try {
  const say = (line: string) => console.log(`${new Date().toISOString()} sip: ${line}`)
  const gateway = await startGateway({ ...gatewayOptions(process.env), say })
  const stop = () => void gateway.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  stopWith(error)
}
