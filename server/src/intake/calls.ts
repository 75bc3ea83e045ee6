import { type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { isCallOver } from '@veghe/shared/telephony/telephony.rules.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import type { CarrierForm } from '../telephony/events.read.ts'
import { type CarrierEventOf, callStatusKey } from '../telephony/events.ts'
import { lookForMessages } from '../telephony/voice-messages.jobs.ts'
import { handOn, numberColumns, type Source } from './arrivals.ts'
import {
  type Contact,
  insertCall,
  insertReport,
  lockCall,
  lockContact,
  saveContact,
} from './contacts.store.ts'
import { shown } from './intake.boards.ts'
import { learnOrigin, noteOrigin, originColumns, type ToldOrigin } from './origins.ts'

type Arrival = {
  county: CountyCode
  receivedAt: Date
  source: Source
  form: CarrierForm | null
  /** Nobody's line by name: the number that call-backs show. */
  onNeutralLine?: boolean | undefined
  isRecorded?: boolean | undefined
  /** Only the carrier's first request says it. */
  origin?: ToldOrigin
}

/** A call to the line. However often and by whatever way it is told of, it is one contact: its id is given back. */
export async function receiveCall(
  ctx: Ctx,
  { callSid, caller }: Pick<CarrierEventOf<'callArrived'>, 'callSid' | 'caller'>,
  { county, receivedAt, source, form, origin, onNeutralLine = false, isRecorded = false }: Arrival,
): Promise<ContactId> {
  const id = newId<ContactId>(ctx.now)
  const columns = await numberColumns(ctx, { id, county, number: caller.number })
  const told = await originColumns(ctx, { id, county }, origin ?? null)
  const known = { county, receivedAt, callSid, onNeutralLine, numberWithheld: caller.withheld }
  const contact = { id, ...known, ...columns, ...told }
  const stored = await insertCall(ctx, {
    contact,
    form: await sealForm(ctx, county, `${callSid}|arrived|`, form),
  })
  if (stored.isNew)
    await handOn(ctx, { ...contact, channel: 'voice' }, { source, live: true, callSid, isRecorded })
  // Nothing of ours told the carrier what to say to them.
  if (stored.isNew && source !== 'webhook')
    lookForMessages.later(ctx, {
      ...{ key: callSid, runAt: ctx.now },
      payload: { county, contactId: stored.id, callSid },
    })
  if (origin) await (stored.isNew ? noteOrigin(ctx, contact, origin) : learnOrigin(ctx, stored.id, origin))
  return stored.id
}

/**
 * The network's report on a call to the line. The first end stays the end; a report that comes after it is kept as
 * it came and changes nothing. One that comes before the call itself makes the contact.
 */
export async function callReported(
  ctx: Ctx,
  report: CarrierEventOf<'callStatus'>,
  { county, source, form, onNeutralLine }: Omit<Arrival, 'receivedAt' | 'origin' | 'isRecorded'>,
): Promise<void> {
  const key = callStatusKey(report)
  const { callSid, status, at } = report
  const kept = {
    key,
    county,
    callSid,
    status,
    at,
    recordedAt: ctx.now,
    form: await sealForm(ctx, county, key, form),
  }
  if (!(await insertReport(ctx, kept))) return
  const contact =
    (await lockCall(ctx, callSid)) ?? (await unheardOf(ctx, report, { county, source, onNeutralLine }))
  if (isCallOver(status) && contact.callState !== 'ended') await end(ctx, contact, report)
}

/** The call came while nobody here could hear of it. It was received when it began. */
async function unheardOf(
  ctx: Ctx,
  report: CarrierEventOf<'callStatus'>,
  { county, source, onNeutralLine }: Pick<Arrival, 'county' | 'source' | 'onNeutralLine'>,
): Promise<Contact> {
  const receivedAt = after(report.at ?? ctx.now, -1000 * (report.seconds ?? 0))
  const arrival = {
    county,
    receivedAt,
    form: null,
    onNeutralLine,
    source: source === 'webhook' ? ('report' as const) : source,
  }
  return lockContact(ctx, await receiveCall(ctx, report, arrival))
}

async function end(ctx: Ctx, contact: Contact, report: CarrierEventOf<'callStatus'>): Promise<void> {
  const { id: contactId, county } = contact
  const callEndedAt = report.at && report.at < ctx.now ? report.at : ctx.now
  const ended = await saveContact(ctx, contact, { callState: 'ended', callEndedAt })
  await ctx.happened('intake.callEnded', {
    county,
    contactId,
    at: callEndedAt,
    body: { status: report.status },
  })
  await queue.callEnded(ctx, { contactId, callSid: report.callSid })
  await shown(ctx, ended)
}

const sealForm = async (
  ctx: Ctx,
  county: CountyCode,
  key: string,
  form: CarrierForm | null,
): Promise<Buffer | null> =>
  form && (await ctx.fields.seal(county, `calls|form|${key}`, JSON.stringify(form)))
