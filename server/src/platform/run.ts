import { BadConfig, type Config, readConfig } from './config.ts'
import { failureOf, type Log, openLog } from './log.ts'

/** What a process does when it is asked to stop. */
export type Running = { close: () => Promise<void> }

/** Beyond this, whatever still hangs is left: the next start finds everything in Postgres. */
const stopWithinMs = 10_000

/**
 * Starts a process of the product: configuration first, then its parts; tells its parent when it is ready, and
 * stops in good order when asked.
 */
export async function run(
  name: string,
  start: (config: Config, log: Log) => Promise<Running>,
): Promise<void> {
  const config = configOrExit()
  const log = openLog(name, config.logLevel)
  process.on('unhandledRejection', (error) => log.error({ err: failureOf(error) }, 'unhandled'))
  process.on('uncaughtException', (error) => {
    log.error({ err: failureOf(error) }, 'uncaught')
    process.exitCode = 1
    setTimeout(() => process.exit(1), 200)
  })
  try {
    const running = await start(config, log)
    stopWhenAsked(running, log)
    log.info('ready')
    process.send?.({ ready: true })
  } catch (error) {
    console.error(`${name} refuses to start: ${error instanceof Error ? error.message : 'unknown'}`)
    log.error({ err: failureOf(error) }, 'refused to start')
    setTimeout(() => process.exit(1), 200)
  }
}

function configOrExit(): Config {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error
    console.error(error.message)
    return process.exit(1)
  }
}

function stopWhenAsked(running: Running, log: Log): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: failureOf(error) }, 'stopped in disorder')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
}
