/** The door of cases: the child or children over time, whatever number of contacts they came with. */
import type { NoteKind } from '@veghe/shared/cases/cases.codes.ts'
import type { CaseEntry } from '@veghe/shared/cases/cases.contract.ts'
import { caseNumber, classOf } from '@veghe/shared/cases/cases.rules.ts'
import { numberZone, unassessedClass } from '@veghe/shared/cases/cases.settings.ts'
import type { Channel, Place } from '@veghe/shared/intake/intake.codes.ts'
import { type CaseId, type ContactId, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, days } from '@veghe/shared/kernel/time.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { timelineOf } from '../audit/audit.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import { countyOf, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import {
  aboutOf,
  announce,
  change,
  entriesOf,
  lockOpen,
  moved,
  noClosing,
  placed,
  raise,
  refuseUnlessHeld,
} from './cases.change.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './cases.store.ts'
import type { Danger } from './cases.tables.ts'

export { similar } from './cases.similar.ts'

type Moved = { caseId: CaseId; version: number }

export const board = async (ctx: Ctx): Promise<CaseEntry[]> => entriesOf(ctx, await store.shownCases(ctx))

/** Opens a case from a contact; a contact that has one already gets that one. */
export async function open(ctx: Ctx, contactId: ContactId): Promise<CaseRow> {
  await refuseUnlessHeld(ctx, contactId)
  const county = countyOf(ctx)
  const series = { county, year: yearOf(ctx.now) }
  await store.lockCounter(ctx, series)
  const known = await store.caseOfContact(ctx, contactId)
  if (known) return store.lockCase(ctx, known)
  const facts = await factsOf(ctx, contactId)
  const id = newId<CaseId>(ctx.now)
  const openedBy = personIn(ctx).staffId
  const row = await store.insertCase(ctx, {
    ...{ id, county, openedBy, openedAt: ctx.now, changedAt: ctx.now },
    number: caseNumber({ ...series, serial: await store.nextSerial(ctx, series) }),
    priority: classOf(facts) ?? unassessedClass,
    unit: unitIn(facts),
  })
  await store.insertContact(ctx, { contactId, caseId: id, county, linkedAt: ctx.now, linkedBy: openedBy })
  await ctx.happened('cases.opened', { ...aboutOf(row), contactId, body: { priority: row.priority } })
  await announce(ctx, row)
  return row
}

const yearOf = (now: Date): number =>
  Number(now.toLocaleString('en-GB', { timeZone: numberZone, year: 'numeric' }))

type Facts = Awaited<ReturnType<typeof timelineOf>>

/** A contact is known by its facts; one that has none was never received in this county. */
export async function factsOf(ctx: Ctx, contactId: ContactId): Promise<Facts> {
  const facts = await timelineOf(ctx, { contactId })
  if (facts.length === 0) throw new Refusal('not_found')
  return facts
}

export function unitIn(facts: Facts): number | null {
  const unit = facts.findLast(({ kind }) => kind === 'intake.placeConfirmed')?.body.unit
  return typeof unit === 'number' ? unit : null
}

/** Another report about the same child joins the case that is there. */
export async function link(
  ctx: Ctx,
  { contactId, caseId }: { contactId: ContactId; caseId: CaseId },
): Promise<Moved> {
  await refuseUnlessHeld(ctx, contactId)
  const row = await lockOpen(ctx, caseId)
  const known = await store.caseOfContact(ctx, contactId)
  if (known === caseId) return moved(row)
  await factsOf(ctx, contactId)
  const linkedBy = personIn(ctx).staffId
  const { county } = row
  const isNew = await store.insertContact(ctx, { contactId, caseId, county, linkedAt: ctx.now, linkedBy })
  if (!isNew) throw new Refusal('changed_meanwhile', { caseId: known })
  await ctx.happened('cases.linked', { ...aboutOf(row), contactId })
  return moved(await change(ctx, row, noClosing))
}

export async function note(
  ctx: Ctx,
  { caseId, kind, text }: { caseId: CaseId; kind: NoteKind; text: string },
): Promise<Moved> {
  const row = await store.lockCase(ctx, caseId)
  const id = newId<string>(ctx.now)
  const { county } = row
  await store.insertNote(ctx, {
    ...{ id, caseId, county, kind, at: ctx.now, writtenBy: personIn(ctx).staffId },
    text: await ctx.fields.seal(county, `notes|text|${id}`, text),
  })
  await ctx.happened('cases.noted', { ...aboutOf(row), body: { kind } })
  return moved(await change(ctx, row, {}))
}

export async function confirmPlace(
  ctx: Ctx,
  { caseId, place }: { caseId: CaseId; place: Place },
): Promise<Moved> {
  return moved(await confirmedPlace(ctx, await lockOpen(ctx, caseId), place))
}

export async function confirmedPlace(ctx: Ctx, row: CaseRow, place: Place): Promise<CaseRow> {
  const { unit, precision } = place
  await ctx.happened('cases.placeConfirmed', { ...aboutOf(row), body: { unit, precision } })
  return placed(ctx, row, { place, from: null })
}

export async function raisePriority(
  ctx: Ctx,
  { caseId, priority }: { caseId: CaseId; priority: Priority },
): Promise<Moved> {
  const row = await lockOpen(ctx, caseId)
  if (isWorse(row.priority, priority)) throw new Refusal('cannot_lower', { priority: row.priority })
  return moved(await raise(ctx, row, { priority }))
}

type Call112 = {
  contactId?: ContactId | undefined
  caseId?: CaseId | undefined
  at: Date
  reference: string
}

/** Never refused: whatever is known of the call to 112 is written down, for the case or for the contact alone. */
export async function called112(ctx: Ctx, said: Call112): Promise<void> {
  const caseId = said.caseId ?? (said.contactId && (await store.caseOfContact(ctx, said.contactId)))
  const row = caseId ? await store.lockCase(ctx, caseId) : null
  if (!row && said.contactId) await factsOf(ctx, said.contactId)
  const at = new Date(Math.min(said.at.getTime(), ctx.now.getTime()))
  const reference = said.reference.replaceAll(/[^\p{L}\p{N}._:-]/gu, '')
  const about = { contactId: said.contactId ?? null, caseId: row?.id ?? null }
  const county = row?.county ?? countyOf(ctx)
  await store.insertCall112(ctx, { ...about, county, at, reference, calledBy: personIn(ctx).staffId })
  await ctx.happened('cases.called112', {
    ...{ county, at, body: { reference: reference || null } },
    ...(row ? { caseId: row.id } : {}),
    ...(said.contactId ? { contactId: said.contactId } : {}),
  })
  if (!row) return
  await dispatch.brief(ctx, row.id, { called112At: at })
  await change(ctx, row, {})
}

export const caseOf = (ctx: Ctx, contactId: ContactId): Promise<CaseId | null> =>
  store.caseOfContact(ctx, contactId)

/** By how many people the child of this contact was reported in twelve months: reports that nobody joined have killed. */
export async function reporters(ctx: Ctx, contactId: ContactId): Promise<number> {
  const caseId = await store.caseOfContact(ctx, contactId)
  return caseId ? store.reportersOf(ctx, caseId, after(ctx.now, -days(365))) : 0
}

/** Keeps the case of a contact, if it has one, from being changed until the commit. */
export async function lockOf(ctx: Ctx, contactId: ContactId): Promise<void> {
  const caseId = await store.caseOfContact(ctx, contactId)
  if (caseId) await store.lockCase(ctx, caseId)
}

export async function numbersOf(ctx: Ctx, ids: readonly CaseId[]): Promise<Map<CaseId, string>> {
  return new Map((await store.numbersOf(ctx, ids)).map(({ id, number }) => [id, number]))
}

/** Whether it is written down what 112 or a team found: before that, a P0 is not lowered. */
export async function outcomeRecorded(ctx: Ctx, contactId: ContactId): Promise<boolean> {
  if ((await store.calls112Of(ctx, { contactId })).length > 0) return true
  const caseId = await store.caseOfContact(ctx, contactId)
  const row = caseId && (await store.findCase(ctx, caseId))
  return row ? isOutcomeRecorded(ctx, row) : false
}

export const isOutcomeRecorded = async (ctx: Ctx, { id, onSceneAt }: CaseRow): Promise<boolean> =>
  onSceneAt !== null || (await store.calls112Of(ctx, { caseId: id })).length > 0

export type Triaged = {
  contactId: ContactId
  /** Null while nobody and no rule has said. */
  priority: Priority | null
  /** Physical or sexual harm was named. */
  grave: boolean
  dangers: Danger[]
}

/** What triage knows of a contact, handed forward: the case of it, if there is one, may only become more urgent. */
export async function heedTriage(ctx: Ctx, { contactId, priority, grave, dangers }: Triaged): Promise<void> {
  const caseId = await store.caseOfContact(ctx, contactId)
  if (!caseId) return
  const row = await store.lockCase(ctx, caseId)
  await store.saveContact(ctx, contactId, { dangers })
  if (grave && !row.grave) await store.saveCase(ctx, { ...row, grave })
  if (row.state === 'closed') return
  await dispatch.brief(ctx, caseId, { dangers: await dangersOf(ctx, caseId) })
  if (priority) await raise(ctx, { ...row, grave: row.grave || grave }, { priority })
}

/** What a team must beware of, from all contacts of the case, each once. */
export async function dangersOf(ctx: Ctx, caseId: CaseId): Promise<Danger[]> {
  const dangers = (await store.contactsOf(ctx, caseId)).flatMap((contact) => contact.dangers)
  return [...new Map(dangers.map((danger) => [danger.id, danger])).values()]
}

export type Described = {
  contactId: ContactId
  channel: Channel
  receivedAt: Date
  digits: string | null
  numberHash: Buffer | null
  place: Place | null
}

/**
 * What intake knows of a contact that has joined, told again when it knows more. A place that was confirmed on the
 * case, or told by another contact, is not replaced.
 */
export async function describe(
  ctx: Ctx,
  caseId: CaseId,
  { contactId, place, ...known }: Described,
): Promise<void> {
  const row = await store.lockCase(ctx, caseId)
  await store.saveContact(ctx, contactId, known)
  const isPlaced = row.place !== null && row.placeFrom !== contactId
  if (place && !isPlaced) await placed(ctx, row, { place, from: contactId })
  else await change(ctx, row, {})
}
