import type { casesApi } from '@veghe/shared/cases/cases.contract.ts'
import type { Input } from '@veghe/shared/kernel/contract.ts'
import type { CaseId, ContactId, DispatchId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { isWorse, worst } from '@veghe/shared/triage/severity.ts'
import { timelineOf } from '../audit/audit.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, lockOpen, openPlace, raise } from './cases.change.ts'
import { childrenOf } from './cases.persons.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './cases.store.ts'
import { called112, confirmedPlace, dangersOf, open } from './cases.ts'

type Wanted = Input<(typeof casesApi)['cases.sendTeam']>

/** The fast track: one command from a contact to a team on its way. Help is never refused for an empty form. */
export async function sendTeam(
  ctx: Ctx,
  wanted: Wanted,
): Promise<{ caseId: CaseId; number: string; dispatchId: DispatchId }> {
  const { contactId, place } = wanted
  const found = await caseFor(ctx, wanted)
  const raised = await madeUrgent(ctx, found, wanted)
  const row = place ? await confirmedPlace(ctx, raised, place) : raised
  if (wanted.called112) await called112(ctx, { contactId, caseId: row.id, at: ctx.now, reference: '' })
  const [latest112] = await store.calls112Of(ctx, { caseId: row.id })
  const { dispatchId } = await dispatch.request(ctx, {
    ...{ county: row.county, caseId: row.id, caseNumber: row.number, priority: row.priority, unit: row.unit },
    ...{ teamId: wanted.teamId, called112At: latest112?.at ?? null },
    receivedAt: await receivedAt(ctx, row.id, contactId),
    briefing: {
      place: await openPlace(ctx, row),
      note: wanted.note,
      children: await childrenOf(ctx, row.id),
      dangers: await dangersOf(ctx, row.id),
    },
  })
  return { caseId: row.id, number: row.number, dispatchId }
}

async function caseFor(ctx: Ctx, { caseId, contactId }: Wanted): Promise<CaseRow> {
  if (caseId) return lockOpen(ctx, caseId)
  if (!contactId) throw new Refusal('bad_input')
  return lockOpen(ctx, (await open(ctx, contactId)).id)
}

/**
 * A team is sent for nothing less than P1. Whoever sends one from a contact has said how urgent that is, also where
 * the class was so already.
 */
async function madeUrgent(ctx: Ctx, row: CaseRow, { contactId, priority }: Wanted): Promise<CaseRow> {
  const wanted = worst(row.priority, priority ?? null, 'P1') ?? 'P1'
  if (isWorse(wanted, row.priority)) return raise(ctx, row, { priority: wanted, contactId })
  if (contactId && !(await isClassSet(ctx, contactId))) {
    const body = { from: row.priority, priority: row.priority }
    await ctx.happened('cases.priorityRaised', { ...aboutOf(row), contactId, body })
  }
  return row
}

const isClassSet = async (ctx: Ctx, contactId: ContactId): Promise<boolean> =>
  (await timelineOf(ctx, { contactId })).some(({ kind }) => kind === 'triage.prioritySet')

/** T0 of the contact the team is sent from, or else of the first that the case began with. */
async function receivedAt(ctx: Ctx, caseId: CaseId, contactId: ContactId | undefined): Promise<Date | null> {
  const from = contactId ?? (await store.contactsOf(ctx, caseId))[0]?.contactId
  if (!from) return null
  const facts = await timelineOf(ctx, { contactId: from })
  return facts.find(({ kind }) => kind === 'intake.received')?.at ?? null
}
