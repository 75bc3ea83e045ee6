import { type CallBackId, type ContactId, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { afterAttempt, firstDue, hasRung, refuseToGiveUp } from '@veghe/shared/queue/call-backs.rules.ts'
import type { AttemptResult, GiveUpReason } from '@veghe/shared/queue/queue.codes.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { markBy } from '@veghe/shared/queue/safe-contact.rules.ts'
import type { z } from 'zod'
import { countyOf, namesOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { voiceMessagesOf } from '../telephony/voice-messages.ts'
import * as store from './call-backs.store.ts'
import { type CallBackCall, newestCalls, openCall } from './calling-back.store.ts'
import { type Entry, lockEntry } from './entries.store.ts'
import { type Card, cardsOf, findCard } from './safe-contact.store.ts'

export type Shown = z.input<typeof CallBack>

/** From here on the county's post owns the caller, with a time by which somebody must have called. */
export async function addCallBack(ctx: Ctx, entry: Entry, cause: store.CallBackRow['cause']): Promise<void> {
  const { contactId, county, digits, queueClass } = entry
  const card = await findCard(ctx, entry)
  const safe = card ? markBy(card) : 'unknown'
  const said = (await voiceMessagesOf(ctx, contactId)).at(-1)
  const row = await store.addRow(ctx, {
    ...{ id: newId<CallBackId>(ctx.now), contactId, county, digits, queueClass, cause },
    ...(said ? { voiceMessageId: said.id, voiceMessageSeconds: said.seconds } : {}),
    ...{ state: 'open' as const, safe, dueAt: firstDue(ctx.now), changedAt: ctx.now },
  })
  if (!row) return
  await ctx.happened('queue.callBackAdded', { county, contactId, body: { callBackId: row.id, cause } })
  await show(ctx, row)
}

export async function callBacks(ctx: Ctx): Promise<Shown[]> {
  return presentCallBacks(ctx, await store.boardCallBacks(ctx, countyOf(ctx)))
}

export async function lockSeen(ctx: Ctx, seen: { callBackId: CallBackId; version: number }) {
  const row = await store.lockCallBack(ctx, seen.callBackId)
  if (row.state !== 'open') throw new Refusal('call_back_closed')
  if (row.version !== seen.version) throw new Refusal('changed_meanwhile')
  return row
}

/** The contact is locked before its call-back, as everywhere, so that no two commands wait for each other. */
export async function lockBoth(ctx: Ctx, seen: { callBackId: CallBackId; version: number }) {
  const found = await store.findCallBack(ctx, seen.callBackId)
  if (!found) throw new Refusal('not_found')
  const both = { entry: await lockEntry(ctx, found.contactId), row: await lockSeen(ctx, seen) }
  if (await openCall(ctx, seen)) throw new Refusal('call_back_running')
  return both
}

/** What came of it, and when somebody has to call again. Owed no more, it only stands in the list. */
export async function noteAttempt(
  ctx: Ctx,
  row: store.CallBackRow,
  { result, staffId }: { result: AttemptResult; staffId: StaffId },
): Promise<store.CallBackRow> {
  const { county, contactId, id } = row
  const body = { callBackId: id, result }
  await store.addAttempt(ctx, {
    id: newId<string>(ctx.now),
    county,
    callBackId: id,
    at: ctx.now,
    result,
    staffId,
  })
  await ctx.happened('queue.callBackAttempted', { county, contactId, staffId, body })
  if (row.state !== 'open') return store.saveCallBack(ctx, id, {})
  const { state, safe, dueAt } = afterAttempt(row, result, ctx.now)
  const isReached = state === 'recovered'
  const saved = await store.saveCallBack(ctx, id, {
    ...{ state, safe, dueAt, remindedAt: null },
    ...(isReached ? { closedAt: ctx.now } : {}),
  })
  if (!isReached) remind(ctx, saved)
  return saved
}

export async function giveUp(
  ctx: Ctx,
  asked: { callBackId: CallBackId; version: number; reason: GiveUpReason },
): Promise<Shown> {
  const { row } = await lockBoth(ctx, asked)
  const attempts = (await store.attemptsOf(ctx, [row.id])).filter(({ result }) => hasRung(result)).length
  refuseToGiveUp({ ...row, hasNumber: row.digits !== null, attempts }, asked.reason)
  const saved = await store.saveCallBack(ctx, row.id, {
    ...{ state: 'closed', closedReason: asked.reason, closedAt: ctx.now },
  })
  const { county, contactId } = row
  const body = { callBackId: row.id, reason: asked.reason }
  await ctx.happened('queue.callBackClosed', { county, contactId, body })
  return show(ctx, saved)
}

/** Nobody need call any more: the caller was heard of, or the contact is open again. */
export async function cameBack(ctx: Ctx, contactId: ContactId): Promise<void> {
  const row = await store.lockOpen(ctx, contactId)
  if (row) await show(ctx, await store.saveCallBack(ctx, row.id, { state: 'recovered', closedAt: ctx.now }))
}

/** It fell due and nobody had called: every list says so from now on. */
export async function remindOf(ctx: Ctx, callBackId: CallBackId): Promise<void> {
  const row = await store.lockCallBack(ctx, callBackId)
  if (row.state !== 'open' || row.remindedAt || row.dueAt > ctx.now) return
  await show(ctx, await store.saveCallBack(ctx, callBackId, { remindedAt: ctx.now }))
}

export async function show(ctx: Ctx, row: store.CallBackRow): Promise<Shown> {
  if (row.version === 1) remind(ctx, row)
  const [entry] = await presentCallBacks(ctx, [row])
  if (!entry) throw new Refusal('bug', { reason: 'call_back_not_presented' })
  ctx.tell('callBack.changed', entry, { county: row.county })
  return entry
}

export const remind = (ctx: Ctx, { id, version, dueAt }: store.CallBackRow) =>
  ctx.later({
    name: 'queue.remindOfCallBack',
    key: `${id}.${version}`,
    payload: { callBackId: id },
    runAt: dueAt,
  })

/** What of a card may stand in a list that more people read than may read its words. */
const timesIn = (card: Card | undefined) =>
  card ? { call: card.call, text: card.text, hours: card.hours, windows: card.windows } : null

export async function presentCallBacks(ctx: Ctx, rows: readonly store.CallBackRow[]): Promise<Shown[]> {
  const open = rows.filter(({ state }) => state === 'open')
  const cards = await cardsOf(
    ctx,
    open.map(({ id }) => id),
  )
  const ids = rows.map(({ id }) => id)
  const attempts = await store.attemptsOf(ctx, ids)
  const calls = await newestCalls(ctx, ids)
  const names = await namesOf(
    ctx,
    [...attempts, ...calls.values()].map(({ staffId }) => staffId),
  )
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, contactId: row.contactId, state: row.state, cause: row.cause },
    ...{ callerDigits: row.digits, hasNumber: row.digits !== null, safe: row.safe, dueAt: row.dueAt },
    ...{ queueClass: row.queueClass, closedReason: row.closedReason, remindedAt: row.remindedAt },
    changedAt: row.changedAt,
    voiceMessage: saidIn(row),
    safeContact: timesIn(cards.get(row.id)),
    call: shownCall(calls.get(row.id), names),
    attempts: attempts
      .filter(({ callBackId }) => callBackId === row.id)
      .map(({ at, result, staffId }) => ({ at, result, by: names.get(staffId) ?? '' })),
  }))
}

const saidIn = ({ voiceMessageId: id, voiceMessageSeconds: seconds }: store.CallBackRow) =>
  id !== null && seconds !== null ? { id, seconds } : null

function shownCall(call: CallBackCall | undefined, names: ReadonlyMap<StaffId, string>): Shown['call'] {
  if (!call) return null
  const { state, result, staffId, startedAt } = call
  return { state, result, startedAt, by: { staffId, name: names.get(staffId) ?? '' } }
}
