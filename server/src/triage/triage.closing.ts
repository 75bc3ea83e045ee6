import { OneKeyDisposition, type Outcome } from '@veghe/shared/triage/triage.codes.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, type Subject, setByPerson, verdictOf } from './triage.change.ts'
import type { AssessmentRow, ProposalRow } from './triage.store.ts'

type Change = Partial<AssessmentRow>

/** Closed as no case. Intake hears of it by the fact. */
export async function disposed(
  ctx: Ctx,
  row: AssessmentRow,
  { disposition, undoUntil }: { disposition: OneKeyDisposition; undoUntil: Date | null },
): Promise<Change> {
  await ctx.happened('triage.disposed', { ...aboutOf(row), body: { disposition } })
  return { state: 'ended', endedAt: ctx.now, disposition, undoUntil }
}

/** Whoever ends the work on a contact has accepted its class: no contact ends without T3. */
export async function finished(ctx: Ctx, subject: Subject, outcome: Outcome): Promise<Change> {
  const { row } = subject
  const priority = row.inForce === 'P?' ? verdictOf(subject).proposed : row.inForce
  const accepted = row.setBy ? {} : await setByPerson(ctx, row, priority)
  await ctx.happened('triage.finished', { ...aboutOf(row), body: { outcome, priority } })
  return { ...accepted, state: 'ended', endedAt: ctx.now, outcome }
}

/** What two people agreed on is carried out. A second look is not needed: it has just been taken. */
export function agreed(ctx: Ctx, subject: Subject, { kind, reason }: ProposalRow): Promise<Change> {
  if (kind === 'unfounded') return finished(ctx, subject, 'unfounded')
  return disposed(ctx, subject.row, { disposition: OneKeyDisposition.parse(reason), undoUntil: null })
}

export const reopened = {
  ...{ state: 'open' as const, endedAt: null },
  ...{ disposition: null, outcome: null, undoUntil: null },
} satisfies Change
