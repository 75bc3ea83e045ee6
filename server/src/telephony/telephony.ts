import { type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import type { IntentKind, IntentPurpose } from '@veghe/shared/telephony/telephony.codes.ts'
import type { Ctx } from '../platform/context.ts'
import { noteEarshot } from './carrier-recordings.ts'
import { isBrowserCall } from './embedded/sids.ts'
import { sendIntent } from './telephony.jobs.ts'
import * as store from './telephony.store.ts'
import { contactQuery, interviewPath } from './twiml.ts'

type Wish = { county: CountyCode; purpose: IntentPurpose; subjectId: string }

/** Plans a text. Returns the intent's id; what becomes of it is told to the purpose's listener. */
export async function planMessage(ctx: Ctx, wish: Wish & { to: string; text: string }): Promise<string> {
  const id = newId<string>(ctx.now)
  const { county } = wish
  return plan(ctx, wish, {
    id,
    kind: 'message',
    toNumber: await ctx.fields.vault.seal(county, `intents|to_number|${id}`, wish.to),
    body: await ctx.fields.seal(county, `intents|body|${id}`, wish.text),
  })
}

/**
 * Plans a call that says something. The answered call asks `/twilio/ack` for its words, with the intent's id:
 * `intentOf` gives the subject back.
 */
export async function planCall(
  ctx: Ctx,
  wish: Wish & { to: string; script: 'page' | 'watchdog' },
): Promise<string> {
  const id = newId<string>(ctx.now)
  const query = new URLSearchParams({ intent: id, county: wish.county, script: wish.script })
  return plan(ctx, wish, {
    id,
    kind: 'call',
    toNumber: await ctx.fields.vault.seal(wish.county, `intents|to_number|${id}`, wish.to),
    path: `/twilio/ack?${query}`,
  })
}

type OfCall = { county: CountyCode; contactId: ContactId; callSid: string }

/** Takes a waiting caller to the contact's conference, where the operator is. */
export const planConnect = (ctx: Ctx, call: OfCall): Promise<string> =>
  planMove(ctx, 'queue.connect', { ...call, path: `/twilio/join?${contactQuery(call)}` })

/** Takes a caller to where questions are said and keys are read. */
export async function planInterview(ctx: Ctx, call: OfCall & { turn: number }): Promise<string> {
  await noteEarshot(ctx, call.callSid, false)
  return planMove(ctx, 'intake.interview', { ...call, path: interviewPath(call) })
}

/** Takes a caller back to the parking place: nobody is with them any more. */
export async function planHold(ctx: Ctx, call: OfCall): Promise<string> {
  await noteEarshot(ctx, call.callSid, false)
  return planMove(ctx, 'queue.hold', { ...call, path: `/twilio/hold?${contactQuery(call)}` })
}

const planMove = (
  ctx: Ctx,
  purpose: IntentPurpose,
  { county, contactId, callSid, path }: OfCall & { path: string },
): Promise<string> =>
  plan(
    ctx,
    { county, purpose, subjectId: contactId },
    { id: newId(ctx.now), kind: 'move', targetSid: callSid, path },
  )

/** Ends a call that is going on. */
export const planHangUp = (ctx: Ctx, call: OfCall): Promise<string> => planEnd(ctx, 'intake.hangUp', call)

/** Ends the line of a desk that has no business in a call any more; the call itself goes on. */
export const planEndLine = (ctx: Ctx, call: OfCall): Promise<string> => planEnd(ctx, 'queue.endLine', call)

const planEnd = (ctx: Ctx, purpose: IntentPurpose, { county, contactId, callSid }: OfCall): Promise<string> =>
  plan(
    ctx,
    { county, purpose, subjectId: contactId },
    { id: newId(ctx.now), kind: 'hang_up', targetSid: callSid },
  )

type Planned = {
  id: string
  kind: IntentKind
  toNumber?: Buffer
  body?: Buffer
  targetSid?: string
  path?: string
}

async function plan(ctx: Ctx, { county, purpose, subjectId }: Wish, planned: Planned): Promise<string> {
  const times = { createdAt: ctx.now, dueAt: ctx.now, changedAt: ctx.now }
  await store.insertIntent(ctx, { ...planned, ...times, county, purpose, subjectId, status: 'planned' })
  // The process in which a browser's call is heard looks for what is planned for it.
  if (isBrowserCall(planned.targetSid ?? '')) return planned.id
  sendIntent.later(ctx, { key: planned.id, runAt: ctx.now, payload: { intentId: planned.id } })
  return planned.id
}

/** What a placed call or text is about; null when it is none of ours. */
export async function intentOf(
  ctx: Ctx,
  intentId: string,
): Promise<Pick<store.IntentRow, 'county' | 'kind' | 'purpose' | 'subjectId'> | null> {
  const row = await store.findIntent(ctx, { id: intentId })
  return row && { county: row.county, kind: row.kind, purpose: row.purpose, subjectId: row.subjectId }
}
