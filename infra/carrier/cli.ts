import { stopWith } from '../halt.ts'
import { readSettings } from '../settings.ts'
import { runCommand } from './commands.ts'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

try {
  process.exitCode = await runCommand(process.argv.slice(2), {
    url: `http://127.0.0.1:${readSettings(process.env).carrierPort}`,
    print: (line) => console.log(line),
    interrupted: stop.signal,
  })
} catch (error) {
  stopWith(error)
}
