import { createHash } from 'node:crypto'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { openBatches } from '../platform/batches.ts'
import type { Actor } from '../platform/context.ts'
import type { Auth } from './auth.ts'
import { liveKey, noteKeyUse, type ReadAlone, signedInBy } from './identity.store.ts'

export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export type IdentifyOptions = {
  auth: Auth
  /** Reads tables without a county only, so no scope is set. */
  read: ReadAlone
  now: () => Date
  /** Production: whoever has no second factor yet may only set one up. */
  secondFactorRequired: boolean
}

/** How stale a key's "last used" may be before it is written again. */
const keyUseGrainMs = minutes(1)

/** Signed cookies that were found right are remembered: so many, and none that carries a load of something else. */
const mostTokens = 5_000
const longestCookie = 1_000

/**
 * From a request's headers to the one who acts; null for a stranger. Reads Postgres for whoever asks: no cached rights.
 * A shift that comes back asks all at once: those share one reading, which begins after each of them has asked. Only
 * which session a signed cookie names is remembered, since that cannot change; whether it holds is asked each time.
 */
export function openIdentify({ auth, read, now, secondFactorRequired }: IdentifyOptions) {
  const usedAt = new Map<string, Date>()
  const tokens = new Map<string, string>()
  const signedIn = openBatches((tokens: readonly string[]) => read((db) => signedInBy(db, tokens)))

  const byKey = async (secret: string): Promise<Actor | null> => {
    const key = await read((db) => liveKey(db, secretHash(secret)))
    if (!key) return null
    const last = usedAt.get(key.id)
    if (!last || after(last, keyUseGrainMs) < now()) {
      usedAt.set(key.id, now())
      await read((db) => noteKeyUse(db, key.id, now()))
    }
    return { kind: 'key', keyId: key.id, county: key.county, actions: new Set(key.actions) }
  }

  const tokenIn = async (cookie: string, headers: Headers): Promise<string | null> => {
    const known = tokens.get(cookie)
    if (known) return known
    const token = await auth.api.tokenOfSession({ headers })
    if (tokens.size >= mostTokens) tokens.clear()
    if (token && cookie.length <= longestCookie) tokens.set(cookie, token)
    return token
  }

  const bySession = async (cookie: string, headers: Headers): Promise<Actor | null> => {
    const token = await tokenIn(cookie, headers)
    const person = token && (await signedIn(token))
    if (!person) return null
    const chosen = person.memberships.find(({ county }) => county === person.actingFor)
    const membership = chosen ?? person.memberships[0]
    if (!membership) return null
    const halfWay = secondFactorRequired && !person.secondFactor
    const roles = new Set(halfWay ? [] : membership.roles)
    return { kind: 'person', staffId: person.staffId, name: person.name, county: membership.county, roles }
  }

  return async (headers: Headers): Promise<Actor | null> => {
    const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]
    if (bearer) return byKey(bearer)
    const cookie = headers.get('cookie')
    return cookie ? bySession(cookie, headers) : null
  }
}
