import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import pg from 'pg'

/** Postgres' own codes that mean "not now": connections, shutting down, too many, out of time or room. */
const away = /^(?:08|57P0[1235]|53|58|25006|57014|XX)/
/** Someone else held the row for longer than we may wait. */
const held = '55P03'
const collided = new Set(['40001', '40P01'])
const brokenSocket =
  /terminated|timeout exceeded when trying to connect|connection (?:error|timeout)|not queryable/i
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** drizzle wraps what the driver threw. */
function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootOf(error.cause) : error
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Two transactions wanted the same rows in another order; doing it again is the cure. */
export const isCollision = (error: unknown): boolean => collided.has(codeOf(rootOf(error)))

/** What was to be written stands there already, behind the wall of another county. */
export const isWalledOff = (error: unknown): boolean => codeOf(rootOf(error)) === '42501'

/** The name of the unique constraint that a write broke, for a store that turns it into a refusal. */
export function brokenUnique(error: unknown): string | null {
  const root = rootOf(error)
  return root instanceof pg.DatabaseError && root.code === '23505' ? (root.constraint ?? '') : null
}

/** The connection itself is of no more use. */
export function isLinkFailure(error: unknown): boolean {
  const root = rootOf(error)
  if (root instanceof pg.DatabaseError) return /^(?:08|57P0)/.test(root.code ?? '')
  return socketCodes.has(codeOf(root)) || (root instanceof Error && brokenSocket.test(root.message))
}

/** What a database failure means to whoever asked: unavailable, busy, or a bug that is passed on as it is. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error
  const root = rootOf(error)
  const code = codeOf(root)
  if (code === held) return new Refusal('busy')
  if (isLinkFailure(error)) return new Refusal('unavailable')
  return root instanceof pg.DatabaseError && away.test(code) ? new Refusal('unavailable') : error
}
