import type { CaseEntry } from '@veghe/shared/cases/cases.contract.ts'
import { Place } from '@veghe/shared/intake/intake.codes.ts'
import type { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { hasHeld } from '../audit/audit.ts'
import { unitName } from '../directory/directory.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import { namesOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './cases.store.ts'

/** Where one's right reaches only one's own contacts, another's does not exist. */
export async function refuseUnlessHeld(ctx: Ctx, contactId: ContactId): Promise<void> {
  if (ctx.right === 'own' && !(await hasHeld(ctx, contactId))) throw new Refusal('not_found')
}

export async function lockOpen(ctx: Ctx, caseId: CaseId): Promise<CaseRow> {
  const row = await store.lockCase(ctx, caseId)
  if (row.state === 'closed') throw new Refusal('case_closed')
  return row
}

/** For what many people may change at once: only as it was seen. */
export async function lockSeen(ctx: Ctx, seen: { caseId: CaseId; version: number }): Promise<CaseRow> {
  const row = await lockOpen(ctx, seen.caseId)
  if (row.version !== seen.version) throw new Refusal('changed_meanwhile')
  return row
}

export const aboutOf = ({ county, id }: CaseRow) => ({ county, caseId: id })
export const moved = ({ id, version }: CaseRow) => ({ caseId: id, version })

/** The only way a case changes: everybody who looks at the board or the case is told. */
export async function change(ctx: Ctx, before: CaseRow, to: Partial<CaseRow>): Promise<CaseRow> {
  const row = { ...before, ...to, version: before.version + 1, changedAt: ctx.now }
  await store.saveCase(ctx, row)
  await announce(ctx, row)
  return row
}

export async function announce(ctx: Ctx, row: CaseRow): Promise<void> {
  const [entry] = await entriesOf(ctx, [row])
  if (entry) ctx.tell('case.changed', entry, { county: row.county })
  ctx.tell('caseView.changed', { id: row.id, version: row.version }, { county: row.county })
}

/** As the board shows them. */
export async function entriesOf(ctx: Ctx, rows: readonly CaseRow[]): Promise<CaseEntry[]> {
  const ids = rows.map(({ id }) => id)
  const counts = await store.countsOf(ctx, ids)
  const names = await namesOf(
    ctx,
    rows.map(({ openedBy }) => openedBy),
  )
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, number: row.number, state: row.state, priority: row.priority },
    ...{ place: unitName(row.unit), openedAt: row.openedAt, openedBy: names.get(row.openedBy) ?? '' },
    ...{ children: 0, contacts: 0, ...counts.get(row.id) },
    ...{ dispatchStep: row.dispatchStep, changedAt: row.changedAt },
  }))
}

/** A closing that somebody proposed was about a case that looked otherwise. */
export const noClosing = {
  ...{ closingOutcome: null, closingBy: null, closingAt: null, nextBody: null },
} satisfies Partial<CaseRow>

/** Up only. `contactId` names the contact from which a person raised it; triage does not need to hear of its own. */
export async function raise(
  ctx: Ctx,
  row: CaseRow,
  { priority, contactId }: { priority: Priority; contactId?: ContactId | undefined },
): Promise<CaseRow> {
  if (!isWorse(priority, row.priority)) return row
  const about = contactId ? { ...aboutOf(row), contactId } : aboutOf(row)
  await ctx.happened('cases.priorityRaised', { ...about, body: { from: row.priority, priority } })
  await dispatch.brief(ctx, row.id, { priority })
  return change(ctx, row, { priority, ...noClosing })
}

const placeAt = (caseId: CaseId) => `cases|place|${caseId}`

export async function openPlace(ctx: Ctx, { id, county, place }: CaseRow): Promise<Place | null> {
  return place && Place.parse(JSON.parse(await ctx.fields.open(county, placeAt(id), place)))
}

/** Where the child is, as far as known. Only the unit stands in clear. `from`: the contact that told it. */
export async function placed(
  ctx: Ctx,
  row: CaseRow,
  { place, from }: { place: Place; from: ContactId | null },
): Promise<CaseRow> {
  const sealed = await ctx.fields.seal(row.county, placeAt(row.id), JSON.stringify(place))
  await dispatch.brief(ctx, row.id, { place, unit: place.unit })
  return change(ctx, row, { place: sealed, unit: place.unit, placeFrom: from })
}
