import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { personIn } from '../identity/identity.ts'
import type { Handler, World } from '../platform/chapter.ts'
import type { Config } from '../platform/config.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { askPause } from '../telephony/carrier-recordings.ts'
import { carrierFailure } from '../telephony/client.ts'
import { isBrowserCall } from '../telephony/embedded/sids.ts'
import { lineOf } from '../telephony/lineToken.ts'
import { carrierOf } from '../telephony/reach.ts'
import { asidePath } from '../telephony/twiml.ts'
import { isCalledBy, openCall } from './calling-back.store.ts'
import { type Entry, findEntry } from './entries.store.ts'
import { lockHeld, lockPlace } from './moving.ts'

/* Sound at a desk, for a call by telephone: the operator's browser comes into the carrier's conference by itself. */

/** Whoever is in a live call is at work, and nobody else has a use for a line. */
export const lineToken: Handler<'queue.lineToken', Config> = {
  before: async ({ config }) => config,
  run: async (ctx, { contactId }, config) => {
    const { staffId } = personIn(ctx)
    const calling = await openCall(ctx, { contactId })
    if (calling && isCalledBy(calling, staffId))
      return { ...lineOf(config, { staffId, county: calling.county }), isHeld: false }
    const { county, state, live, callSid, asideSince } = (await lockPlace(ctx, contactId)).entry
    if (state !== 'held') throw new Refusal('not_holder')
    if (!live || !callSid) throw new Refusal('contact_ended')
    if (isBrowserCall(callSid)) throw new Refusal('call_elsewhere')
    const line = lineOf(config, { staffId, county })
    return { ...line, isHeld: asideSince !== null }
  },
  undo: async () => {},
}

/**
 * Asked of the carrier before anything is written down: an operator who is told that the caller does not hear must
 * be able to rely on it. Does nothing for a call from a browser.
 */
export async function putAside(
  world: World,
  actor: Actor,
  { contactId, isHeld }: { contactId: ContactId; isHeld: boolean },
): Promise<void> {
  const call = await world.transact(actor, (ctx) => ownTelephoneCall(ctx, contactId), { right: 'own' })
  if (call) await askAside(world, call, isHeld)
}

export async function askAside(world: World, call: TelephoneCall, isHeld: boolean): Promise<void> {
  const url = isHeld ? world.config.publicUrl + asidePath(call) : null
  try {
    await carrierOf(world).setAside({ room: call.contactId, sid: call.callSid, url })
  } catch (error) {
    const { kind, code } = carrierFailure(error)
    world.log.warn({ failure: kind, code, isHeld }, 'carrier did not put a caller aside')
    throw new Refusal(kind === 'gone' ? 'caller_not_connected' : 'unavailable')
  }
}

export type TelephoneCall = Entry & { callSid: string }

export const isOnTelephone = (entry: Entry | null): entry is TelephoneCall =>
  entry?.state === 'held' && entry.live && entry.callSid !== null && !isBrowserCall(entry.callSid)

/** Null for a call from a browser, whose sound never leaves us, and where nothing was asked of the carrier. */
export async function pauseThere(
  world: World,
  actor: Actor,
  { contactId, isPaused }: { contactId: ContactId; isPaused: boolean },
): Promise<TelephoneCall | null> {
  const call = await world.transact(actor, (ctx) => ownTelephoneCall(ctx, contactId), { right: 'own' })
  if (!call || !isPaused) return null
  await askPause(world, call)
  return call
}

/** Null for what is no live call by telephone: what may be done with it is decided elsewhere. */
async function ownTelephoneCall(ctx: Ctx, contactId: ContactId): Promise<TelephoneCall | null> {
  if (!isOnTelephone(await findEntry(ctx, contactId))) return null
  const entry = await lockHeld(ctx, contactId)
  return isOnTelephone(entry) ? entry : null
}
