import { pino } from 'pino'
import type { Config } from './config.ts'

export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug'>

/**
 * Ids, codes, counts and times go into the log; names, numbers, addresses and texts never do. The list below is
 * a net under that rule, not the rule.
 */
const neverLogged = [
  'body',
  'headers',
  'phone',
  'number',
  'name',
  'email',
  'text',
  'password',
  'cookie',
  'params',
]

export function openLog(process: string, level: Config['logLevel']): Log {
  // Written in blocks, so that a line for each request does not hold the request up; the rest follows on exit.
  const out = pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 })
  const options = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: neverLogged.flatMap((word) => [word, `*.${word}`]), remove: true },
    serializers: { err: failureOf },
  }
  return pino(options, out)
}

type Told = Record<string, unknown>
/** The log's own serializer meets what a caller has already made fit to be told. */
const made = new WeakSet<object>()
const isTold = (failure: unknown): failure is Told =>
  typeof failure === 'object' && failure !== null && made.has(failure)

/**
 * What may be told of a failure. A database driver puts values into its message and detail, so of those only the
 * code, table and constraint are kept; frames are file and line, never arguments.
 */
export function failureOf(failure: unknown): Told {
  if (isTold(failure)) return failure
  const told = failure instanceof Error ? partsOf(failure) : { type: typeof failure }
  made.add(told)
  return told
}

function partsOf(failure: Error): Told {
  const root = failure.cause instanceof Error ? failure.cause : failure
  const picked = Object.fromEntries(
    Object.entries(root).filter(
      ([key, value]) => kept.has(key) && (typeof value === 'string' || typeof value === 'number'),
    ),
  )
  return { type: root.name, ...picked, at: framesOf(root) }
}

const kept = new Set(['code', 'table', 'column', 'constraint', 'routine', 'syscall', 'address', 'port'])

const framesOf = (failure: Error): string[] =>
  (failure.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) =>
      line.trim().replace(/^at (?:.* \()?.*?((?:server|shared|infra|node_modules)\/[^)]*)\)?$/, '$1'),
    )
