import type { ContactView } from '@veghe/shared/intake/intake.contract.ts'
import type { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { between, minutes } from '@veghe/shared/kernel/time.ts'
import type { z } from 'zod'
import { lastRecorded } from '../audit/audit.ts'
import * as cases from '../cases/cases.ts'
import { namesOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { attachmentsOf } from '../telephony/attachments.ts'
import { isBrowserCall } from '../telephony/embedded/sids.ts'
import { recordingState } from '../telephony/recordings.ts'
import { voiceMessagesOf } from '../telephony/voice-messages.ts'
import { chatOf } from '../telephony/web-chats.store.ts'
import { type Contact, earlierOf, readHeld } from './contacts.store.ts'
import { formOf } from './forms.ts'
import { openHint } from './hints.ts'
import { heardOf, messagesOf } from './messages.store.ts'
import { hasOptedOut } from './opt-out.ts'
import { openOrigin } from './origins.ts'
import { openPlace } from './places.ts'
import { replyWay } from './reply-way.ts'

type View = z.input<typeof ContactView>

/** One contact whole. The number itself is never in it. Who looked is a fact, once in a while. */
export async function contact(ctx: Ctx, { contactId }: { contactId: ContactId }): Promise<View> {
  const row = await readHeld(ctx, contactId)
  await noteView(ctx, row)
  const standing = await queue.standing(ctx, contactId)
  return {
    ...clear(row),
    ...(await calledBack(ctx, row)),
    isCallBack: standing?.isCallBack ?? false,
    isDiscreet: isDiscreet(row, standing),
    holder: standing?.holder ?? null,
    supervisor: standing?.supervisor ?? null,
    consult: standing?.consult ?? null,
    isAside: standing?.isAside ?? false,
    answeredAt: standing?.answeredAt ?? null,
    returnsAt: standing?.returnsAt ?? null,
    recording: (await recordingState(ctx, contactId)) ?? (standing?.isUntold ? 'untold' : null),
    voiceMessages: await voiceMessagesOf(ctx, contactId),
    origin: await openOrigin(ctx, row),
    place: await openPlace(ctx, row),
    hint: await openHint(ctx, row, 'contacts'),
    messages: await thread(ctx, row),
    hasOptedOut: await hasOptedOut(ctx, row),
    replyWay: await replyWay(ctx, row),
    webChat: row.channel === 'web_chat' ? await chatOf(ctx, contactId) : null,
    heard: await heard(ctx, row),
    form: await formOf(ctx, row),
    ...(await casesAround(ctx, row)),
  }
}

const clear = (row: Contact) => ({
  id: row.id,
  version: row.version,
  channel: row.channel,
  receivedAt: row.receivedAt,
  enteredAt: row.enteredAt,
  closedAt: row.closedAt,
  outcome: row.outcome,
  callerDigits: row.digits,
  numberWithheld: row.numberWithheld,
  callState: row.callState,
  callEndedAt: row.callEndedAt,
  ...wayOf(row),
  placeConfirmedAt: row.placeConfirmedAt,
  formSavedAt: row.formSavedAt,
})

/** By which of the two lines whoever calls is heard. */
export const wayOf = ({ callSid }: Contact) => ({
  hasSound: callSid !== null && isBrowserCall(callSid),
  isByTelephone: callSid !== null && !isBrowserCall(callSid),
})

export const isDiscreet = ({ onNeutralLine }: Contact, standing: queue.Standing | null): boolean =>
  onNeutralLine || standing?.isCallBack === true

/** Whoever was called back is on the line, although the call they once made is over. */
const calledBack = async (ctx: Ctx, { id, callState }: Contact) =>
  callState === 'ended' && (await queue.calledLine(ctx, id))
    ? { callState: 'connected' as const, callEndedAt: null }
    : {}

/** Its own case, and what else came from the same number. */
async function casesAround(ctx: Ctx, row: Contact) {
  const earlier = await earlierOf(ctx, row)
  const numbers = await cases.numbersOf(
    ctx,
    [row, ...earlier].flatMap(({ caseId }) => caseId ?? []),
  )
  const caseOf = ({ caseId }: { caseId: CaseId | null }) => ({
    caseId,
    caseNumber: caseId && (numbers.get(caseId) ?? null),
  })
  return {
    ...caseOf(row),
    earlier: earlier.map((one) => ({ ...one, ...caseOf(one), priority: one.priority ?? 'P?' })),
  }
}

const viewNotedForMs = minutes(15)

async function noteView(ctx: Ctx, { id: contactId, county }: Contact): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  const last = await lastRecorded(ctx, { kind: 'intake.viewed', by: ctx.actor.staffId, contactId })
  if (!last || between(last, ctx.now) >= viewNotedForMs)
    await ctx.happened('intake.viewed', { county, contactId })
}

async function thread(ctx: Ctx, { id, county }: Contact): Promise<View['messages']> {
  const rows = await messagesOf(ctx, id)
  const attached = await attachmentsOf(ctx, id)
  return Promise.all(
    rows.map(async (row) => ({
      ...{ id: row.id, direction: row.direction, at: row.at, status: row.status },
      ...{ channel: row.channel, isOptOut: row.isOptOut, errorCode: row.errorCode },
      attachments: attached.get(row.id) ?? [],
      text: await ctx.fields.open(county, `messages|body|${row.id}`, row.body),
      hint: await openHint(ctx, row, 'messages'),
    })),
  )
}

/** What was heard so far, each thing with its time. */
export async function heard(ctx: Ctx, { id, county }: Contact): Promise<View['heard']> {
  const rows = await heardOf(ctx, id)
  const names = await namesOf(
    ctx,
    rows.map(({ staffId }) => staffId),
  )
  return Promise.all(
    rows.map(async (row) => ({
      ...{ id: row.id, at: row.at, by: names.get(row.staffId) ?? '' },
      text: await ctx.fields.open(county, `heard_notes|body|${row.id}`, row.body),
    })),
  )
}
