import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { CaseView, TimelineFact } from '@veghe/shared/cases/cases.contract.ts'
import { viewedAgainAfterMs } from '@veghe/shared/cases/cases.settings.ts'
import { type CaseId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { between } from '@veghe/shared/kernel/time.ts'
import { lastRecorded, timelineOf } from '../audit/audit.ts'
import { placeName } from '../directory/directory.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import { namesOf, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { openPlace } from './cases.change.ts'
import { gapsAt, openNextBody } from './cases.closing.ts'
import { personsShown } from './cases.persons.ts'
import type { CaseRow, ContactRow } from './cases.store.ts'
import * as store from './cases.store.ts'

type Names = ReadonlyMap<StaffId, string>

/** One case whole. Looking is a fact too: once a person and case in a quarter of an hour. */
export async function view(ctx: Ctx, caseId: CaseId): Promise<CaseView> {
  const row = await store.findCase(ctx, caseId)
  if (!row) throw new Refusal('not_found')
  const { roles } = personIn(ctx)
  const seesVault = roles.has('operator') || roles.has('duty_officer')
  const persons = await personsShown(ctx, caseId, seesVault)
  await noteViewed(ctx, row, { reporter: seesVault && persons.some(({ role }) => role === 'reporter') })
  const contacts = await store.contactsOf(ctx, caseId)
  const facts = await factsAround(ctx, caseId, contacts)
  const notes = await store.notesOf(ctx, caseId)
  const calls112 = await store.calls112Of(ctx, { caseId })
  const people = [
    row.openedBy,
    row.closingBy,
    ...notes.map((n) => n.writtenBy),
    ...calls112.map((c) => c.calledBy),
  ]
  const names = await namesOf(ctx, [...people.filter((id) => id !== null), ...facts.flatMap(actorOf)])
  return {
    ...(await headOf(ctx, row, names)),
    persons,
    contacts: contacts.flatMap(shownContact),
    dispatches: await dispatch.ofCase(ctx, caseId),
    notes: await Promise.all(
      notes.map(async ({ id, kind, text, at, county, writtenBy }) => ({
        ...{ id, kind, at, by: names.get(writtenBy) ?? '' },
        text: await ctx.fields.open(county, `notes|text|${id}`, text),
      })),
    ),
    calls112: calls112.map(({ at, reference, calledBy }) => ({
      at,
      reference,
      by: names.get(calledBy) ?? '',
    })),
    timeline: facts.map((fact) => lineOf(fact, names)),
  }
}

async function noteViewed(ctx: Ctx, row: CaseRow, body: { reporter: boolean }): Promise<void> {
  const by = personIn(ctx).staffId
  const before = await lastRecorded(ctx, { kind: 'cases.viewed', by, caseId: row.id })
  if (before && between(before, ctx.now) < viewedAgainAfterMs) return
  await ctx.happened('cases.viewed', { county: row.county, caseId: row.id, body })
}

async function headOf(ctx: Ctx, row: CaseRow, names: Names) {
  const { id, version, number, state, priority, openedAt, closedAt, outcome } = row
  const { closingOutcome, closingBy, closingAt } = row
  const nextBody = await openNextBody(ctx, row)
  const place = await openPlace(ctx, row)
  const isProposed = state === 'open' && closingOutcome !== null
  const ending = { outcome: closingOutcome, nextBody, awaitsSecondPerson: isProposed }
  return {
    ...{ id, version, number, state, priority, openedAt, closedAt, outcome, nextBody, place },
    placeName: placeName(place ?? { unit: row.unit, locality: null }),
    openedBy: names.get(row.openedBy) ?? '',
    gaps: state === 'open' ? await gapsAt(ctx, row, ending) : [],
    closingProposed:
      isProposed && closingBy && closingAt
        ? { outcome: closingOutcome, by: names.get(closingBy) ?? '', at: closingAt }
        : null,
  }
}

/** Intake describes a contact in the transaction that joins it, so one without a channel is never shown. */
const shownContact = ({ contactId, channel, receivedAt, digits }: ContactRow) =>
  channel && receivedAt ? [{ id: contactId, channel, receivedAt, callerDigits: digits }] : []

type Facts = Awaited<ReturnType<typeof timelineOf>>

/** Who looked is kept, and is not part of the story. */
const looks: readonly FactKind[] = ['cases.viewed', 'intake.viewed']

/** The case's own facts and those of its contacts, each once, in the order they happened. */
async function factsAround(ctx: Ctx, caseId: CaseId, contacts: readonly ContactRow[]): Promise<Facts> {
  const found = await timelineOf(ctx, { caseId })
  for (const { contactId } of contacts) found.push(...(await timelineOf(ctx, { contactId })))
  const all = new Map(found.map((fact) => [fact.id, fact]))
  return [...all.values()]
    .filter(({ kind }) => !looks.includes(kind))
    .toSorted((a, b) => between(b.at, a.at) || a.id.localeCompare(b.id))
}

const actorOf = ({ actorKind, actorId }: Facts[number]): StaffId[] =>
  actorKind === 'person' && actorId ? [StaffId.parse(actorId)] : []

function lineOf(fact: Facts[number], names: Names): TimelineFact {
  const [actor] = actorOf(fact)
  const { id, kind, at, recordedAt, contactId, dispatchId, body } = fact
  return {
    id,
    kind,
    at,
    recordedAt,
    contactId,
    dispatchId,
    body,
    by: actor ? (names.get(actor) ?? null) : null,
  }
}
