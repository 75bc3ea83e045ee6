import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import { isUrgent } from '@veghe/shared/queue/classes.rules.ts'
import { cutShort } from '@veghe/shared/queue/consult.rules.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { type Hint, type Placed, virtualArrival, whyNext } from '@veghe/shared/queue/queue.rules.ts'
import type { z } from 'zod'
import { unitName } from '../directory/directory.ts'
import { namesOf } from '../identity/identity.ts'
import { endAlarms } from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { noteEarshot } from '../telephony/carrier-recordings.ts'
import { isBeside, noConsult, partFrom } from './consults.ts'
import { type Entry, type EntryChange, type NewEntry, saveEntry } from './entries.store.ts'
import { openWords } from './words.ts'

/** How long an urgent contact may wait before everybody hears of it (alarm A2). */
const urgentWaitMs = seconds(10)

export const hintOf = (entry: Pick<Entry, 'hintRaiseTo' | 'hintCategory'>, words: string): Hint | null =>
  entry.hintRaiseTo && { raiseTo: entry.hintRaiseTo, category: entry.hintCategory ?? '', words }

type Standing = Pick<
  NewEntry,
  | 'receivedAt'
  | 'queueClass'
  | 'live'
  | 'isCallBack'
  | 'hintRaiseTo'
  | 'hintCategory'
  | 'openCase'
  | 'droppedAt'
>

function placed(entry: Standing, words = ''): Placed {
  const { receivedAt, queueClass, live, isCallBack, hintRaiseTo = null, hintCategory = null } = entry
  return {
    ...{ receivedAt, queueClass, openCase: entry.openCase ?? null },
    kind: live ? 'live_call' : isCallBack ? 'call_back' : 'message',
    hint: hintOf({ hintRaiseTo, hintCategory }, words),
    dropped: Boolean(entry.droppedAt),
  }
}

export const scoreOf = (entry: Standing): number => virtualArrival(placed(entry))

/** The instant from which an entry that still waits is an alarm; null while it is none. */
export function alarmTime(ctx: Ctx, next: Standing & Pick<NewEntry, 'state'>, before?: Entry): Date | null {
  const hint = next.hintRaiseTo ? { raiseTo: next.hintRaiseTo } : null
  if (next.state !== 'waiting' || !isUrgent({ queueClass: next.queueClass, hint })) return null
  const isRunning = before?.state === 'waiting' ? before.alarmDueAt : null
  return isRunning ?? after(ctx.now, urgentWaitMs)
}

/** The only way an entry changes: its place and its alarm follow, and everybody who looks is told. */
export async function change(ctx: Ctx, before: Entry, to: EntryChange): Promise<Entry> {
  const next = { ...before, ...to }
  const alarmDueAt = alarmTime(ctx, next, before)
  const isBack = before.state !== 'waiting' && next.state === 'waiting'
  const leaves = before.supervisorId !== null && !maySupervise(next)
  const cut = cutShort(before, next)
  const isInHand = next.state === 'held' && next.live
  const saved = await saveEntry(ctx, before, {
    ...to,
    ...(leaves ? nobody : {}),
    ...(cut ? noConsult : {}),
    ...(isInHand ? {} : { asideSince: null, holderCallSid: null }),
    ...{ score: scoreOf(next), alarmDueAt },
    ...(isBack ? { alarmRaisedAt: null } : {}),
  })
  if (before.supervisorId && saved.supervisorId === null) await noteLeft(ctx, before, before.supervisorId)
  if (cut) await partFrom(ctx, before, cut)
  if (isInHand) await noteAside(ctx, before, saved)
  else if (before.callSid && saved.state === 'ended') await noteEarshot(ctx, before.callSid, false)
  await announce(ctx, saved)
  return saved
}

/** What is said while the caller is aside is said to a colleague, and is no part of what was said with the caller. */
async function noteAside(ctx: Ctx, before: Entry, { callSid, asideSince }: Entry): Promise<void> {
  const isHeard = asideSince === null
  if (callSid && isHeard !== (before.asideSince === null)) await noteEarshot(ctx, callSid, isHeard)
}

type Sides = Pick<NewEntry, 'state' | 'live' | 'supervisorId' | 'holderId' | 'colleagueId' | 'consultStage'>

/** A supervisor is beside somebody who speaks with a caller, and is neither that person nor the colleague they asked. */
const maySupervise = ({ state, live, supervisorId, ...entry }: Sides): boolean =>
  state === 'held' &&
  live &&
  supervisorId !== entry.holderId &&
  !(supervisorId && isBeside(entry, supervisorId))

export const nobody = { supervisorId: null, supervisorMode: null }

const noteLeft = (ctx: Ctx, { county, contactId }: Entry, staffId: StaffId) =>
  ctx.happened('queue.supervisorLeft', { county, contactId, staffId })

/** After a change: the boards, the order in Redis, the alarm. */
export async function announce(ctx: Ctx, entry: Entry): Promise<void> {
  const { county, contactId, version, score, notFor } = entry
  if (entry.state === 'waiting') {
    relayed(ctx, 'queue.put', entry, { score, notFor })
    if (entry.alarmDueAt && !entry.alarmRaisedAt)
      ctx.later({
        name: 'queue.raiseNotTaken',
        key: `${contactId}.${version}`,
        payload: { contactId },
        runAt: entry.alarmDueAt,
      })
  } else {
    relayed(ctx, 'queue.drop', entry, {})
    if (entry.alarmRaisedAt) await endAlarms(ctx, { county, kind: 'contact_not_taken', subject: contactId })
  }
  const [body] = await presentEntries(ctx, [entry])
  if (body) ctx.tell('queue.changed', body, { county })
}

function relayed(
  ctx: Ctx,
  name: 'queue.put' | 'queue.drop',
  { county, contactId, version }: Entry,
  more: Record<string, unknown>,
): void {
  const payload = { county, contactId, version, ...more }
  ctx.later({ name, key: `${contactId}.${version}`, payload, runAt: ctx.now })
}

/** Entries as their readers see them. The same for a push and for a snapshot, so nothing in it moves by itself. */
export async function presentEntries(
  ctx: Ctx,
  rows: readonly Entry[],
): Promise<z.input<typeof QueueEntry>[]> {
  const names = await namesOf(
    ctx,
    rows.flatMap(({ holderId, colleagueId }) => [holderId, colleagueId].filter((id) => id !== null)),
  )
  return Promise.all(
    rows.map(async (row) => {
      const { contactId, holderId, colleagueId, consultStage } = row
      const named = (staffId: StaffId) => ({ staffId, name: names.get(staffId) ?? '' })
      const { hintWords, opening: sealed } = row
      const words = hintWords ? await openWords(ctx, row, { column: 'hint_words', sealed: hintWords }) : ''
      const opening = sealed && (await openWords(ctx, row, { column: 'opening', sealed }))
      return {
        id: contactId,
        ...rest(row),
        place: unitName(row.unit),
        opening,
        why: whyNext(placed(row, words), row.changedAt),
        hint: hintOf(row, words),
        holder: holderId && named(holderId),
        consult: colleagueId && consultStage && { colleague: named(colleagueId), stage: consultStage },
      }
    }),
  )
}

const rest = (row: Entry) => ({
  version: row.version,
  state: row.state,
  queueClass: row.queueClass,
  channel: row.channel,
  live: row.live,
  callerDigits: row.digits,
  receivedAt: row.receivedAt,
  answeredAt: row.answeredAt,
  score: row.score,
  ending: row.ending,
  changedAt: row.changedAt,
})
