import { type CallBackId, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { isBarred, markBy } from '@veghe/shared/queue/safe-contact.rules.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './call-backs.store.ts'
import { lockSeen, type Shown, show } from './call-backs.ts'
import { stopUnlessSafe } from './calling-back.ts'
import { sealWords } from './card-words.ts'
import type { Entry } from './entries.store.ts'
import * as cards from './safe-contact.store.ts'
import { refuseToLift } from './safety.ts'

/* Whether it is safe to call somebody back: what a person says of one call-back, and what a card says of all of a number. */

export async function markSafe(
  ctx: Ctx,
  asked: { callBackId: CallBackId; version: number; safe: 'safe' | 'unsafe' },
): Promise<Shown> {
  const row = await lockSeen(ctx, asked)
  if (asked.safe === 'safe') await refuseToLift(ctx, row.contactId)
  return mark(ctx, row, { safe: asked.safe })
}

/** A call to them that is on its way is stopped where it is no longer safe. */
async function mark(
  ctx: Ctx,
  { id }: store.CallBackRow,
  change: Pick<store.CallBackChange, 'safe'>,
): Promise<Shown> {
  const marked = await store.saveCallBack(ctx, id, change)
  await stopUnlessSafe(ctx, marked)
  return show(ctx, await store.lockCallBack(ctx, id))
}

/** A card was written: whoever is still to be called back at that number is marked by it, where it says enough. */
export async function cardSet(ctx: Ctx, entry: Entry, card: cards.Card): Promise<void> {
  const { county, contactId } = entry
  const { call, text, hours, windows, version } = card
  const body = { call, text, hours, windows: windows.length, version }
  await ctx.happened('queue.safeContactSet', { county, contactId, body })
  const safe = markBy(card)
  const change = safe === 'unknown' ? {} : { safe }
  for (const row of await cards.lockOpenOf(ctx, entry)) await mark(ctx, row, change)
}

const nothingSaid = { word: '', keepFrom: '', otherWay: '' }

/**
 * Somebody who must not know picked up. That is said of the number and not of one call-back: whoever calls from there
 * later is not to be called back either.
 */
export async function neverCall(ctx: Ctx, entry: Entry): Promise<void> {
  const before = await cards.lockCard(ctx, entry)
  if (before && isBarred(before, 'call')) return
  const said = { call: 'unsafe' as const, setBy: personIn(ctx).staffId, changedAt: ctx.now }
  const card = before ? await cards.saveCard(ctx, before, said) : await addCard(ctx, entry, said)
  if (!card) throw new Refusal('changed_meanwhile')
  await cardSet(ctx, entry, card)
}

async function addCard(
  ctx: Ctx,
  entry: Entry,
  said: Pick<cards.NewCard, 'call' | 'setBy' | 'changedAt'>,
): Promise<cards.Card | null> {
  const place = { id: newId<string>(ctx.now), county: entry.county }
  return cards.addCard(ctx, {
    ...{ ...place, ...cards.keyOf(entry), ...said, text: 'unknown', hours: 'unknown', windows: [] },
    ...(await sealWords(ctx, place, nothingSaid)),
  })
}
