import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { whyNotLower } from '@veghe/shared/triage/lowering.rules.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import type { Assessment, Proposal } from '@veghe/shared/triage/triage.contract.ts'
import { afterLowering } from '@veghe/shared/triage/triage.rules.ts'
import * as cases from '../cases/cases.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, lockSubject, type Subject, save, standingOf, verdictOf } from './triage.change.ts'
import { agreed } from './triage.closing.ts'
import type { ProposalRow } from './triage.store.ts'
import * as store from './triage.store.ts'
import { proposalOf } from './triage.view.ts'

type Wanted = { kind: ProposalRow['kind']; to: Priority; reason: ProposalRow['reason'] | null }

/** What one person may not do alone waits here; the class stays as it is until another has agreed. */
export async function propose(ctx: Ctx, subject: Subject, { kind, to, reason }: Wanted): Promise<Assessment> {
  const { row } = subject
  const before = await store.findProposal(ctx, row.contactId)
  if (before?.state === 'open') throw new Refusal('lowering_pending')
  const refused = whyNotLower({
    ...{ from: row.inForce, to: kind === 'unfounded' ? 'N' : to, reason },
    outcomeRecorded: row.inForce !== 'P0' || (await cases.outcomeRecorded(ctx, row.contactId)),
  })
  if (refused) throw new Refusal(refused)
  if (reason === null) throw new Refusal('reason_needed')
  const proposal: ProposalRow = {
    ...{ contactId: row.contactId, county: row.county, version: (before?.version ?? 0) + 1 },
    ...{ state: 'open', kind, fromClass: row.inForce, toClass: to, reason },
    ...{ proposedBy: personIn(ctx).staffId, proposedAt: ctx.now },
    ...{ decidedBy: null, decidedAt: null, note: null, changedAt: ctx.now },
  }
  await store.saveProposal(ctx, proposal)
  const body = { kind, from: row.inForce, to, reason }
  await ctx.happened('triage.loweringProposed', { ...aboutOf(row), body })
  ctx.tell('proposal.changed', await proposalOf(ctx, { proposal, assessment: row }), { county: row.county })
  return save(ctx, subject, {})
}

type Decision = { contactId: ContactId; version: number }

/** Another person has looked and agrees. */
export async function confirmLowering(ctx: Ctx, decision: Decision): Promise<Proposal> {
  const { subject, open } = await lockOpenProposal(ctx, decision)
  const { row } = subject
  if (open.kind !== 'lowering' && row.state === 'ended') throw new Refusal('contact_ended')
  const proposal = await decide(ctx, open, { state: 'confirmed', note: null })
  const { kind, fromClass, toClass, reason } = open
  const body = { kind, from: fromClass, to: toClass, reason }
  await ctx.happened('triage.loweringConfirmed', { ...aboutOf(row), body })
  if (kind === 'lowering') await lower(ctx, subject, toClass)
  else await save(ctx, subject, await agreed(ctx, subject, open))
  return told(ctx, subject, proposal)
}

async function lower(ctx: Ctx, subject: Subject, to: Priority): Promise<void> {
  const { inForce, highWater, weighed } = afterLowering(standingOf(subject.row), to, verdictOf(subject))
  await ctx.happened('triage.prioritySet', { ...aboutOf(subject.row), body: { priority: to } })
  await save(ctx, subject, {
    ...{ inForce, highWater, weighed: [...weighed] },
    ...{ setPriority: to, setBy: personIn(ctx).staffId, setAt: ctx.now },
  })
}

/** Another person has looked and does not agree: everything stays as it was, and work goes on. */
export async function refuseLowering(
  ctx: Ctx,
  decision: Decision & { note?: string | undefined },
): Promise<Proposal> {
  const { subject, open } = await lockOpenProposal(ctx, decision)
  const { county, contactId } = open
  const place = `proposals|note|${contactId}`
  const note = decision.note ? await ctx.fields.seal(county, place, decision.note) : null
  const proposal = await decide(ctx, open, { state: 'refused', note })
  await ctx.happened('triage.loweringRefused', { county, contactId, body: { kind: open.kind } })
  await save(ctx, subject, {})
  return told(ctx, subject, proposal)
}

async function lockOpenProposal(ctx: Ctx, { contactId, version }: Decision) {
  const subject = await lockSubject(ctx, contactId)
  const open = await store.findProposal(ctx, contactId)
  if (open?.state !== 'open') throw new Refusal('no_lowering_pending')
  if (open.version !== version) throw new Refusal('changed_meanwhile')
  if (open.proposedBy === personIn(ctx).staffId) throw new Refusal('own_proposal')
  return { subject, open }
}

async function decide(
  ctx: Ctx,
  open: ProposalRow,
  verdict: { state: 'confirmed' | 'refused'; note: Buffer | null },
): Promise<ProposalRow> {
  const decided = {
    ...{ ...open, ...verdict, version: open.version + 1, changedAt: ctx.now },
    ...{ decidedBy: personIn(ctx).staffId, decidedAt: ctx.now },
  }
  await store.saveProposal(ctx, decided)
  return decided
}

async function told(ctx: Ctx, { row }: Subject, proposal: ProposalRow): Promise<Proposal> {
  const body = await proposalOf(ctx, { proposal, assessment: row })
  ctx.tell('proposal.changed', body, { county: row.county })
  return body
}
