import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { type ContactId, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { between, minutes } from '@veghe/shared/kernel/time.ts'
import type { queueApi } from '@veghe/shared/queue/queue.contract.ts'
import { isLifted } from '@veghe/shared/queue/safe-contact.rules.ts'
import { hasHeld, lastRecorded } from '../audit/audit.ts'
import { nameOf, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { hasOpen } from './call-backs.store.ts'
import { openWordsOf, sealWords } from './card-words.ts'
import { type Entry, findEntry, lockEntry } from './entries.store.ts'
import { cardSet } from './marks.ts'
import * as store from './safe-contact.store.ts'
import { isDutyOfficer } from './safety.ts'

type Asked = Input<(typeof queueApi)['queue.setSafeContact']>
type Shown = Answer<(typeof queueApi)['queue.setSafeContact']>

/** For an operator there are the cards of whom they have held and of whom a call is owed to, and no others. */
async function refuseUnlessTheirs(ctx: Ctx, contactId: ContactId): Promise<void> {
  const isTheirs = ctx.right !== 'own' || (await hasHeld(ctx, contactId)) || (await hasOpen(ctx, contactId))
  if (!isTheirs) throw new Refusal('not_found')
}

/** Null where nobody has written one. Who looked is a fact, once in a while. */
export async function safeContact(ctx: Ctx, { contactId }: { contactId: ContactId }): Promise<Shown | null> {
  await refuseUnlessTheirs(ctx, contactId)
  const entry = await findEntry(ctx, contactId)
  if (!entry) throw new Refusal('not_found')
  const card = await store.findCard(ctx, entry)
  if (!card) return null
  await noteView(ctx, entry)
  return shown(ctx, card)
}

const viewNotedForMs = minutes(15)

async function noteView(ctx: Ctx, { contactId, county }: Entry): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const kind = 'queue.safeContactViewed'
  const last = await lastRecorded(ctx, { kind, by: ctx.actor.staffId, contactId })
  if (!last || between(last, ctx.now) >= viewNotedForMs) await ctx.happened(kind, { county, contactId })
}

/** Written down while somebody talks with the caller, or from what is known of a call that is owed. */
export async function setSafeContact(ctx: Ctx, asked: Asked): Promise<Shown> {
  const { contactId, version, call, text, hours, windows } = asked
  await refuseUnlessTheirs(ctx, contactId)
  const entry = await lockEntry(ctx, contactId)
  const before = await store.lockCard(ctx, entry)
  if ((before?.version ?? 0) !== version) throw new Refusal('changed_meanwhile')
  const times = { call, text, hours, windows }
  if (before && isLifted(before, times) && !knowsBetter(ctx, entry)) throw new Refusal('unsafe_stands')
  const { county } = entry
  const id = before?.id ?? newId<string>(ctx.now)
  const change = {
    ...{ ...times, setBy: personIn(ctx).staffId, changedAt: ctx.now },
    ...(await sealWords(ctx, { id, county }, asked)),
  }
  const card = before
    ? await store.saveCard(ctx, before, change)
    : await store.addCard(ctx, { ...change, ...store.keyOf(entry), id, county })
  if (!card) throw new Refusal('changed_meanwhile')
  await cardSet(ctx, entry, card)
  return shown(ctx, card)
}

/** Whoever has the caller with them now, or answers for the shift. */
const knowsBetter = (ctx: Ctx, { state, holderId }: Entry): boolean =>
  isDutyOfficer(ctx) || (state === 'held' && holderId === personIn(ctx).staffId)

async function shown(ctx: Ctx, card: store.Card): Promise<Shown> {
  const { version, call, text, hours, windows, changedAt } = card
  return {
    ...{ version, call, text, hours, windows },
    ...(await openWordsOf(ctx, card)),
    ...{ setAt: changedAt, setBy: await nameOf(ctx, card.setBy) },
  }
}
