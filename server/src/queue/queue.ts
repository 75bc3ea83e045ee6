import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { classAfterPerson, classAfterProposal } from '@veghe/shared/queue/classes.rules.ts'
import type { ConsultStage, EntryState } from '@veghe/shared/queue/queue.codes.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { afterMove, type Hint, keepHint } from '@veghe/shared/queue/queue.rules.ts'
import { answerWithinMs } from '@veghe/shared/queue/queue.settings.ts'
import { returnsAt, waitsForAnswer } from '@veghe/shared/queue/silence.rules.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import type { OneKeyDisposition, Priority, QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { nameOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { addCallBack, cameBack } from './call-backs.ts'
import { addEntry, type Entry, findEntry, lockEntry } from './entries.store.ts'
import { alarmTime, announce, change, hintOf, scoreOf } from './entries.ts'
import { free } from './operators.ts'
import { sealingPlace } from './words.ts'

export { hasOpen as isOwedCall } from './call-backs.store.ts'
export { beginCallBack, calledLine, contactOfCallBack } from './calling-back.ts'
export { followGuest } from './consulting.ts'
export { callerStayed } from './earshot.ts'
export { refuseUnsafeNumber, refuseUnsafeText } from './safety.ts'
export { supervisorGone } from './supervising.ts'

/** What intake knows of a contact when it comes in. */
export type Arrival = {
  contactId: ContactId
  county: CountyCode
  channel: Channel
  /** Somebody is on the line. */
  live: boolean
  receivedAt: Date
  /** The last three of the number; null when it is withheld. */
  digits: string | null
  /** By which the same number is found again; null when it is withheld. */
  numberHash?: Buffer | null
  /** SIRUTA. */
  unit: number | null
  hint: Hint | null
  /** The first words of a text. */
  opening?: string | null
  /** The class of an open case that the number belongs to. */
  openCase?: Priority | null
  /** The carrier's own id of a live call. */
  callSid?: string | null
  /** Its text asks for no more of them. */
  isOptOut?: boolean
  /** What is said in this call is kept, once the caller knows that it is. */
  isRecorded?: boolean
}

/** Puts a contact into its county's queue. A second time for the same contact changes nothing. */
export async function enqueue(ctx: Ctx, arrival: Arrival): Promise<void> {
  const { contactId, county, hint, opening, isOptOut = false, isRecorded = false, ...known } = arrival
  const row = {
    ...known,
    waitingSince: waitsForAnswer(known, { isOptOut }) ? known.receivedAt : null,
    ...{ contactId, county, state: 'waiting' as const, queueClass: 'P?' as const },
    recordingNotice: isRecorded ? ('owed' as const) : null,
    ...(await sealedHint(ctx, arrival, hint)),
    ...(await sealedOpening(ctx, arrival, opening)),
  }
  const added = await addEntry(ctx, {
    ...row,
    ...{ score: scoreOf(row), alarmDueAt: alarmTime(ctx, row), changedAt: ctx.now },
  })
  if (!added) return
  await ctx.happened('queue.entered', {
    county,
    contactId,
    body: { channel: known.channel, live: known.live },
  })
  await announce(ctx, added)
}

type Of = Pick<Entry, 'contactId' | 'county'>

async function sealedHint(ctx: Ctx, { contactId, county }: Of, hint: Hint | null) {
  if (!hint) return {}
  const { raiseTo, category, words } = hint
  const hintWords = await ctx.fields.seal(county, sealingPlace('hint_words', contactId), words)
  return { hintRaiseTo: raiseTo, hintCategory: category, hintWords }
}

const longestOpening = 80

/** Whole words where there are any, never half a letter, and a sign that there is more. */
function cutAt(text: string, longest: number): string {
  if (text.length <= longest) return text
  let start = ''
  for (const letter of text) {
    if (start.length + letter.length >= longest) break
    start += letter
  }
  return `${start.replace(/\s+\S*$/, '')}…`
}

async function sealedOpening(ctx: Ctx, { contactId, county }: Of, opening: string | null | undefined) {
  if (!opening) return {}
  const text = cutAt(opening, longestOpening)
  return { opening: await ctx.fields.seal(county, sealingPlace('opening', contactId), text) }
}

export type NewMessage = {
  contactId: ContactId
  hint: Hint | null
  opening?: string | null
  receivedAt?: Date
  /** It asks for no more texts: it wants no answer, and a call is what is left. */
  isOptOut?: boolean
}

/**
 * One more message of a contact. It may lift the entry and never lowers it; whoever was to be called back and
 * writes instead has come back by themselves.
 */
export async function newMessage(
  ctx: Ctx,
  { contactId, hint, opening, receivedAt = ctx.now, isOptOut = false }: NewMessage,
): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  const kept = keepHint(hintOf(entry, ''), hint)
  const news = {
    ...(hint && kept === hint ? await sealedHint(ctx, entry, hint) : {}),
    ...(await sealedOpening(ctx, entry, opening)),
    waitingSince: waitsForAnswer(entry, { isOptOut }) ? (entry.waitingSince ?? receivedAt) : null,
  }
  if (!isOptOut) await cameBack(ctx, contactId)
  if (entry.state !== 'ended') {
    await change(ctx, entry, news)
    return
  }
  await reopen(ctx, entry, { ...news, isCallBack: false })
  await ctx.happened('queue.returned', { county: entry.county, contactId, body: { cause: 'message' } })
}

/** One of ours went out, or whoever wrote has left: nobody is kept waiting any more. */
export async function waitsNoMore(ctx: Ctx, contactId: ContactId): Promise<void> {
  if (!(await findEntry(ctx, contactId))?.waitingSince) return
  const entry = await lockEntry(ctx, contactId)
  if (entry.waitingSince) await change(ctx, entry, { waitingSince: null })
}

/**
 * The caller is gone: from the waiting line to the call-backs, or out of the hands of whoever holds the call. Of a call
 * that another has replaced nothing is said any more.
 */
export async function callEnded(
  ctx: Ctx,
  { contactId, callSid }: { contactId: ContactId; callSid?: string | null },
): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (!entry.live || (callSid && entry.callSid && callSid !== entry.callSid)) return
  if (entry.state !== 'waiting') {
    await change(ctx, entry, { live: false })
    return
  }
  const state = afterMove(entry.state, 'abandon')
  const cause = entry.droppedAt ? 'dropped' : 'abandoned'
  await change(ctx, entry, { state, live: false, ending: 'abandoned', endedAt: ctx.now, droppedAt: null })
  await ctx.happened('queue.abandoned', { county: entry.county, contactId, body: { cause } })
  await addCallBack(ctx, entry, cause)
}

/** A call that was closed as silent or hung up may have been a child who could not speak. */
export async function owesCallBack(
  ctx: Ctx,
  contactId: ContactId,
  disposition: OneKeyDisposition,
): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.channel === 'voice')
    await addCallBack(ctx, entry, disposition === 'Z-01' ? 'silent' : 'abandoned')
}

/** What the rules or a person made of the contact, as far as the queue is concerned. */
export async function reclass(
  ctx: Ctx,
  contactId: ContactId,
  { by, to }: { by: 'rules' | 'person' | 'two_persons'; to: Priority },
): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  const queueClass: Record<typeof by, QueueClass> = {
    rules: classAfterProposal(entry.queueClass, to),
    person: classAfterPerson(entry.queueClass, to),
    two_persons: to,
  }
  if (queueClass[by] !== entry.queueClass) await change(ctx, entry, { queueClass: queueClass[by] })
}

/** The work on a contact is over; whoever held it is free. */
export async function close(
  ctx: Ctx,
  contactId: ContactId,
  ending: 'disposed' | 'finished' | 'joined',
): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.state === 'ended') return
  await change(ctx, entry, { state: 'ended', live: false, ending, endedAt: ctx.now })
  if (entry.holderId) await free(ctx, contactId)
}

const endedNot = { ending: null, endedAt: null }

async function reopen(
  ctx: Ctx,
  entry: Entry,
  more: { isCallBack?: boolean } & Partial<Entry> = {},
): Promise<Entry> {
  const state = afterMove(entry.state, 'reopen')
  return change(ctx, entry, { ...more, ...endedNot, state, holderId: null, heldSince: null })
}

export async function placeKnown(ctx: Ctx, contactId: ContactId, unit: number): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.unit !== unit) await change(ctx, entry, { unit })
}

/** How a contact stands in the queue, for whoever shows it whole. */
export type Standing = {
  version: number
  state: EntryState
  queueClass: QueueClass
  holder: { staffId: StaffId; name: string } | null
  supervisor: { staffId: StaffId; name: string; mode: SupervisorMode } | null
  /** The colleague its holder has asked. */
  consult: { staffId: StaffId; name: string; stage: ConsultStage; since: Date } | null
  isAside: boolean
  /** Nothing is recorded, because the caller does not know yet that it would be. */
  isUntold: boolean
  /** It is in hand because the caller was called back. */
  isCallBack: boolean
  answeredAt: Date | null
  /** When it goes to somebody else unless its holder answers first. */
  returnsAt: Date | null
  ending: QueueEntry['ending']
}

/** Null for a contact that never entered the queue. */
export async function standing(ctx: Ctx, contactId: ContactId): Promise<Standing | null> {
  const entry = await findEntry(ctx, contactId)
  if (!entry) return null
  const { version, state, queueClass, answeredAt, ending, holderId, supervisorId, supervisorMode } = entry
  const isHeld = state === 'held' && holderId !== null
  return {
    ...{ version, state, queueClass, answeredAt, ending },
    supervisor:
      supervisorId && supervisorMode
        ? { staffId: supervisorId, name: await nameOf(ctx, supervisorId), mode: supervisorMode }
        : null,
    consult: await consultIn(ctx, entry),
    isAside: entry.asideSince !== null,
    isUntold: isHeld && entry.live && entry.recordingNotice === 'owed',
    isCallBack: entry.isCallBack,
    returnsAt: isHeld ? returnsAt(entry, answerWithinMs) : null,
    holder: isHeld ? { staffId: holderId, name: await nameOf(ctx, holderId) } : null,
  }
}

async function consultIn(ctx: Ctx, entry: Entry): Promise<Standing['consult']> {
  const { colleagueId, consultStage, consultSince } = entry
  if (!colleagueId || !consultStage || !consultSince) return null
  const name = await nameOf(ctx, colleagueId)
  return { staffId: colleagueId, name, stage: consultStage, since: consultSince }
}
