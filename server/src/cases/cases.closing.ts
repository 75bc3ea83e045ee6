import type { CaseOutcome, ClosingGap } from '@veghe/shared/cases/cases.codes.ts'
import {
  gapsOf,
  isContactOpen,
  isLoweringPending,
  needsSecondPerson,
} from '@veghe/shared/cases/cases.rules.ts'
import type { CaseId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { timelineOf } from '../audit/audit.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, change, lockSeen, moved, noClosing } from './cases.change.ts'
import { childStates } from './cases.persons.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './cases.store.ts'
import { isOutcomeRecorded } from './cases.ts'

type Ending = { outcome: CaseOutcome | null; nextBody: string | null }

/** What still stands between the case and this ending. */
export async function gapsAt(
  ctx: Ctx,
  row: CaseRow,
  { outcome, nextBody, awaitsSecondPerson }: Ending & { awaitsSecondPerson: boolean },
): Promise<ClosingGap[]> {
  const histories: Awaited<ReturnType<typeof timelineOf>>[] = []
  for (const { contactId } of await store.contactsOf(ctx, row.id)) {
    histories.push(await timelineOf(ctx, { contactId }))
  }
  const dispatches = await dispatch.ofCase(ctx, row.id)
  return gapsOf({
    ...{ priority: row.priority, outcome, nextBody, awaitsSecondPerson },
    children: await childStates(ctx, row.id),
    childSeen: row.childSeenAt !== null,
    outcomeRecorded: await isOutcomeRecorded(ctx, row),
    dispatchRunning: dispatches.some(({ endedAt }) => endedAt === null),
    classPending: histories.some(isLoweringPending),
    contactOpen: histories.some(isContactOpen),
  })
}

async function refuseWithGaps(ctx: Ctx, row: CaseRow, ending: Ending): Promise<void> {
  const gaps = await gapsAt(ctx, row, { ...ending, awaitsSecondPerson: false })
  if (gaps.length > 0) throw new Refusal('case_cannot_close', { gaps })
}

const nextBodyAt = (caseId: CaseId) => `cases|next_body|${caseId}`

export async function openNextBody(ctx: Ctx, { id, county, nextBody }: CaseRow): Promise<string | null> {
  return nextBody && ctx.fields.open(county, nextBodyAt(id), nextBody)
}

type Wanted = { caseId: CaseId; version: number; outcome: CaseOutcome; nextBody: string }

/** Closes when nothing stands against it. "Unfounded", where a mistake would be grave, waits for a second person. */
export async function close(
  ctx: Ctx,
  wanted: Wanted,
): Promise<{ caseId: CaseId; version: number; state: 'closed' | 'proposed' }> {
  const row = await lockSeen(ctx, wanted)
  const { outcome } = wanted
  await refuseWithGaps(ctx, row, wanted)
  const nextBody = await ctx.fields.seal(row.county, nextBodyAt(row.id), wanted.nextBody)
  const children = await childStates(ctx, row.id)
  if (!needsSecondPerson(outcome, { grave: row.grave, children })) {
    return { ...moved(await closed(ctx, { ...row, ...noClosing, nextBody }, outcome)), state: 'closed' }
  }
  const proposed = await change(ctx, row, {
    ...{ closingOutcome: outcome, closingBy: personIn(ctx).staffId, closingAt: ctx.now, nextBody },
  })
  return { ...moved(proposed), state: 'proposed' }
}

/** T10 of the case. */
async function closed(ctx: Ctx, row: CaseRow, outcome: CaseOutcome): Promise<CaseRow> {
  const proposedBy = row.closingBy ? { proposedBy: row.closingBy } : {}
  await ctx.happened('cases.closed', { ...aboutOf(row), body: { outcome, ...proposedBy } })
  const closedBy = personIn(ctx).staffId
  return change(ctx, row, { state: 'closed', closedAt: ctx.now, closedBy, outcome })
}

/** Another person has looked and agrees. */
export async function confirmClose(
  ctx: Ctx,
  seen: { caseId: CaseId; version: number },
): Promise<{ caseId: CaseId; version: number }> {
  const row = await lockSeen(ctx, seen)
  const { closingOutcome: outcome, closingBy } = row
  if (!outcome) throw new Refusal('changed_meanwhile')
  if (closingBy === personIn(ctx).staffId) throw new Refusal('own_proposal')
  await refuseWithGaps(ctx, row, { outcome, nextBody: await openNextBody(ctx, row) })
  return moved(await closed(ctx, row, outcome))
}
