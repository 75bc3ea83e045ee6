/** The door of intake: one contact whole, and what the person who holds it writes down, answers and asks. */
import type { intakeApi } from '@veghe/shared/intake/intake.contract.ts'
import { heardAt, mayShowNumber, mergeForm, queuedFrom } from '@veghe/shared/intake/intake.rules.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { commaBelow } from '@veghe/shared/kernel/fold.ts'
import { type ContactId, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import * as cases from '../cases/cases.ts'
import { countyOf, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { toE164 } from '../telephony/address.ts'
import { openAttachment } from '../telephony/attachments.ts'
import { planHangUp } from '../telephony/telephony.ts'
import * as triage from '../triage/triage.ts'
import { handOn, numberColumns } from './arrivals.ts'
import { type Contact, insertContact, lockHeld, readHeld, saveContact } from './contacts.store.ts'
import { describeTo } from './endings.ts'
import { formOf, savedForm } from './forms.ts'
import { hintIn, sealHint } from './hints.ts'
import { shown } from './intake.boards.ts'
import { lineOf } from './line.ts'
import * as messages from './messages.store.ts'
import { callerNumber } from './origins.ts'
import { openPlace, sealPlace } from './places.ts'
import { addMessage, sendText } from './texts.ts'

type Asked<A extends keyof typeof intakeApi> = Input<(typeof intakeApi)[A]>
type Told<A extends keyof typeof intakeApi> = Answer<(typeof intakeApi)[A]>
type Ok = Told<'intake.saveForm'>

async function done(ctx: Ctx, contact: Contact): Promise<Ok> {
  await shown(ctx, contact)
  return { contactId: contact.id, version: contact.version }
}

/** A report on paper, by letter or in person. It counts from when it was received, and waits as everybody does. */
export async function enter(ctx: Ctx, asked: Asked<'intake.enter'>): Promise<Ok> {
  const { channel, receivedAt } = asked
  if (receivedAt > ctx.now)
    throw new Refusal('bad_input', { issues: [{ path: 'receivedAt', code: 'in_future' }] })
  const number = asked.number ? toE164(asked.number) : null
  if (asked.number && !number)
    throw new Refusal('bad_input', { issues: [{ path: 'number', code: 'not_a_number' }] })
  const id = newId<ContactId>(ctx.now)
  const county = countyOf(ctx)
  const text = commaBelow(asked.text)
  const hint = hintIn(text)
  const place = asked.place ? await sealPlace(ctx, { id, county }, asked.place) : null
  const contact = await insertContact(ctx, {
    ...{ id, county, channel, receivedAt, numberWithheld: false, changedAt: ctx.now },
    ...{ enteredAt: ctx.now, enteredBy: personIn(ctx).staffId },
    ...(await numberColumns(ctx, { id, county, number })),
    ...(await sealHint(ctx, hint, { table: 'contacts', id, county })),
    ...(place ?? {}),
    ...(asked.sheet ? { sheet: await ctx.fields.seal(county, `contacts|sheet|${id}`, asked.sheet) } : {}),
    ...(asked.reporter ? await savedForm(ctx, { id, county }, { reporter_name: asked.reporter }) : {}),
  })
  await addMessage(ctx, contact, { text, hint, direction: 'in' })
  const more = { hint, opening: text, unit: contact.unit, queuedFrom: queuedFrom(receivedAt, ctx.now) }
  await handOn(ctx, contact, { source: 'entry', live: false, ...more })
  return { contactId: id, version: contact.version }
}

export async function saveForm(ctx: Ctx, { contactId, fields }: Asked<'intake.saveForm'>): Promise<Ok> {
  const before = await lockHeld(ctx, contactId)
  const form = mergeForm(await formOf(ctx, before), fields)
  return done(ctx, await saveContact(ctx, before, await savedForm(ctx, before, form)))
}

export async function noteHeard(ctx: Ctx, { contactId, text, at }: Asked<'intake.noteHeard'>): Promise<Ok> {
  const before = await lockHeld(ctx, contactId)
  const { county, receivedAt } = before
  const id = newId<string>(ctx.now)
  const when = heardAt(at, { receivedAt, now: ctx.now })
  await messages.insertHeard(ctx, {
    ...{ id, county, contactId, at: when, staffId: personIn(ctx).staffId },
    body: await ctx.fields.seal(county, `heard_notes|body|${id}`, commaBelow(text)),
  })
  await ctx.happened('intake.heardNoted', { county, contactId, at: when, body: { noteId: id } })
  return done(ctx, await saveContact(ctx, before, {}))
}

/** T2. A place in another county is taken as it is: the child is there whoever answers. */
export async function confirmPlace(
  ctx: Ctx,
  { contactId, place }: Asked<'intake.confirmPlace'>,
): Promise<Ok> {
  const before = await lockHeld(ctx, contactId)
  const { county } = before
  const sealed = await sealPlace(ctx, before, place)
  const after = await saveContact(ctx, before, { ...sealed, placeConfirmedAt: ctx.now })
  const { unit, locality, precision } = place
  await ctx.happened('intake.placeConfirmed', { county, contactId, body: { unit, locality, precision } })
  await triage.placeKnown(ctx, contactId, unit)
  if (after.caseId) await describeTo(ctx, contactId, after.caseId)
  return done(ctx, after)
}

/** An answer by text, on the channel they last wrote on. */
export async function reply(ctx: Ctx, { contactId, text, past }: Asked<'intake.reply'>): Promise<Ok> {
  const before = await lockHeld(ctx, contactId)
  await refuseUnlessHolder(ctx, before)
  if (before.closedAt) throw new Refusal('contact_ended')
  await sendText(ctx, before, { text, sentBy: personIn(ctx).staffId, past })
  return done(ctx, await saveContact(ctx, before, {}))
}

export async function hangUp(ctx: Ctx, { contactId }: Asked<'intake.hangUp'>): Promise<Ok> {
  const before = await lockHeld(ctx, contactId)
  await refuseUnlessHolder(ctx, before)
  const { county, version } = before
  const callSid = await lineOf(ctx, before)
  if (!callSid) throw new Refusal('contact_ended')
  await planHangUp(ctx, { county, contactId, callSid })
  return { contactId, version }
}

/** To speak to the caller, to cut them off or to see what they sent takes whoever is with them now, not whoever was. */
async function refuseUnlessHolder(ctx: Ctx, { id }: Contact): Promise<void> {
  if (ctx.right !== 'own') return
  const standing = await queue.standing(ctx, id)
  if (standing?.holder?.staffId !== personIn(ctx).staffId) throw new Refusal('not_holder')
}

/** Opens the vault. Calling back needs no sight of the number, so whoever looks says why. */
export async function showNumber(
  ctx: Ctx,
  { contactId, reason, past }: Asked<'intake.showNumber'>,
): Promise<Told<'intake.showNumber'>> {
  const row = await readHeld(ctx, contactId)
  const { county, number, networkNumber } = row
  const kept = number ?? networkNumber
  if (!kept) throw new Refusal('no_number')
  if (!mayShowNumber(callerNumber(row), reason)) throw new Refusal('number_hidden')
  if (reason === 'call_from_other_phone') await queue.refuseUnsafeNumber(ctx, contactId, past)
  const hidden = number === null
  await ctx.happened('intake.numberShown', { county, contactId, body: { reason, hidden } })
  const column = hidden ? 'network_number' : 'number'
  return { number: await ctx.fields.vault.open(county, `contacts|${column}|${contactId}`, kept) }
}

/** Nobody sees what was sent without saying why; of operators only whoever has the contact in hand. */
export async function attachment(
  ctx: Ctx,
  { contactId, attachmentId, reason }: Asked<'intake.attachment'>,
): Promise<Told<'intake.attachment'>> {
  const contact = await readHeld(ctx, contactId)
  await refuseUnlessHolder(ctx, contact)
  const found = await openAttachment(ctx, { contactId, attachmentId })
  if (!found) throw new Refusal('no_attachment')
  const { county } = contact
  const body = { attachment: attachmentId, reason }
  await ctx.happened('intake.attachmentSeen', { county, contactId, body })
  return { ...found, content: found.content.toString('base64') }
}

/** Answers of the sheet that another report about the same child would share. */
const tellingAnswers = ['child_name', 'child_home_address', 'street', 'carers', 'perp_name']

export async function suggestCases(
  ctx: Ctx,
  { contactId }: Asked<'intake.suggestCases'>,
): Promise<Told<'intake.suggestCases'>> {
  const contact = await readHeld(ctx, contactId)
  const form = await formOf(ctx, contact)
  const place = await openPlace(ctx, contact)
  const words = [...tellingAnswers.map((id) => form[id]), place?.address].filter(
    (said) => typeof said === 'string',
  )
  return cases.similar(ctx, { numberHash: contact.numberHash, unit: contact.unit, words: words.join(' ') })
}
