import { createHash } from 'node:crypto'
import { StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { APIError } from 'better-auth/api'
import type { Actor } from '../platform/context.ts'
import { asRefusal } from '../platform/db/failure.ts'
import { openShares } from '../platform/http/shares.ts'
import type { Auth } from './auth.ts'
import { liveKey, noteKeyUse, personOf, type ReadAlone } from './identity.store.ts'

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

/**
 * From a request's headers to the one who acts; null for a stranger. Reads Postgres for whoever asks: no cached rights.
 * A page asks many things at once: those share one reading, which begins after each of them has asked.
 */
export function openIdentify({ auth, read, now, secondFactorRequired }: IdentifyOptions) {
  const usedAt = new Map<string, Date>()
  const shares = openShares<Actor | null>()

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

  const bySession = async (headers: Headers): Promise<Actor | null> => {
    const found = await auth.api.getSession({ headers }).catch(unavailable)
    if (!found) return null
    const person = await read((db) => personOf(db, StaffId.parse(found.user.id)))
    if (!person) return null
    const chosen = person.memberships.find(({ county }) => county === found.session.actingFor)
    const membership = chosen ?? person.memberships[0]
    if (!membership) return null
    const halfWay = secondFactorRequired && !person.secondFactor
    const roles = new Set(halfWay ? [] : membership.roles)
    return { kind: 'person', staffId: person.staffId, name: person.name, county: membership.county, roles }
  }

  return async (headers: Headers): Promise<Actor | null> => {
    const bearer = /^Bearer (\S+)$/.exec(headers.get('authorization') ?? '')?.[1]
    if (bearer) return shares(bearer, () => byKey(bearer))
    const cookie = headers.get('cookie')
    return cookie ? shares(cookie, () => bySession(headers)) : null
  }
}

/** The library hides why its database did not answer behind an error of its own. */
function unavailable(failure: unknown): never {
  throw failure instanceof APIError && failure.statusCode >= 500
    ? new Refusal('unavailable')
    : asRefusal(failure)
}
