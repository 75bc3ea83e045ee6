import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { assess } from '@veghe/shared/triage/questions.rules.ts'
import type { Assessment, Proposal, SecondLook } from '@veghe/shared/triage/triage.contract.ts'
import { deciding, evaluate } from '@veghe/shared/triage/triage.rules.ts'
import { unitName } from '../directory/directory.ts'
import { namesOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { rulebook } from './triage.protocols.ts'
import type { AssessmentRow, ProposalRow, SecondLookRow } from './triage.store.ts'
import * as store from './triage.store.ts'

type Names = ReadonlyMap<StaffId, string>

const nameIn = (names: Names, id: StaffId): string => names.get(id) ?? ''

/** The assessment as its holder sees it: what the rules say now, and what would change it. */
export async function assessmentOf(ctx: Ctx, row: AssessmentRow): Promise<Assessment> {
  const { protocol, floors } = await rulebook(ctx, row.protocolVersion)
  const assessed = assess(protocol, row.answers, floors)
  const proposal = await store.findProposal(ctx, row.contactId)
  const pending = proposal?.state === 'open' ? proposal : null
  const people = [row.setBy, pending?.proposedBy].filter((id) => id != null)
  const names: Names = people.length > 0 ? await namesOf(ctx, people) : new Map()
  const { id, version, contactId, state, protocolVersion, answers, inForce } = row
  return {
    ...{ id, version, contactId, state, protocolVersion, answers, inForce },
    proposed: assessed.proposed,
    setByPerson:
      row.setPriority && row.setBy && row.setAt
        ? { priority: row.setPriority, at: row.setAt, name: nameIn(names, row.setBy) }
        : null,
    reasons: assessed.reasons.map(({ id, text, class: of }) => ({ id, text, class: of })),
    deciding: deciding(assessed).map((reason) => reason.id),
    couldBecome: assessed.couldBecome,
    nextQuestion: assessed.nextQuestion,
    pending: pending && loweringOf(pending, names),
  }
}

const loweringOf = (row: ProposalRow, names: Names): Proposal['lowering'] => ({
  kind: row.kind,
  from: row.fromClass,
  to: row.toClass,
  reason: row.reason,
  proposedBy: { staffId: row.proposedBy, name: nameIn(names, row.proposedBy) },
  proposedAt: row.proposedAt,
})

type Shown<R> = { assessment: AssessmentRow } & R

export async function proposalOf(
  ctx: Ctx,
  shown: Shown<{ proposal: ProposalRow }>,
  known?: Names,
): Promise<Proposal> {
  const { proposal, assessment } = shown
  const { protocol, floors } = await rulebook(ctx, assessment.protocolVersion)
  const names = known ?? (await namesOf(ctx, [proposal.proposedBy]))
  return {
    id: proposal.contactId,
    version: proposal.version,
    state: proposal.state,
    lowering: loweringOf(proposal, names),
    place: unitName(assessment.unit),
    channel: assessment.channel,
    callerDigits: assessment.digits,
    reasons: evaluate(protocol, assessment.answers, floors).reasons.map(({ id, text, class: of }) => ({
      ...{ id, text, class: of },
    })),
    changedAt: proposal.changedAt,
  }
}

export async function proposals(ctx: Ctx): Promise<Proposal[]> {
  const rows = await store.shownProposals(ctx)
  const names = await namesOf(
    ctx,
    rows.map(({ proposal }) => proposal.proposedBy),
  )
  const shown: Proposal[] = []
  for (const row of rows) shown.push(await proposalOf(ctx, row, names))
  return shown
}

export async function secondLookOf(
  ctx: Ctx,
  { look, assessment }: Shown<{ look: SecondLookRow }>,
  known?: Names,
): Promise<SecondLook> {
  const names = known ?? (await namesOf(ctx, [look.closedBy]))
  const { contactId, version, state, disposition, closedAt, dueAt, changedAt } = look
  return {
    ...{ id: contactId, version, state, disposition, closedAt, dueAt, changedAt },
    closedBy: nameIn(names, look.closedBy),
    callerDigits: assessment.digits,
    channel: assessment.channel,
  }
}

export async function secondLooks(ctx: Ctx): Promise<SecondLook[]> {
  const rows = await store.shownSecondLooks(ctx)
  const names = await namesOf(
    ctx,
    rows.map(({ look }) => look.closedBy),
  )
  return Promise.all(rows.map((row) => secondLookOf(ctx, row, names)))
}

type Stamp = { id: string; version: number; changedAt: Date }

/** Live entries only: each reader keeps those that ended for as long as it likes. */
const stampsOf = (rows: readonly (ProposalRow | SecondLookRow)[]): Stamp[] =>
  rows
    .filter(({ state }) => state === 'open')
    .map(({ contactId, version, changedAt }) => ({ id: contactId, version, changedAt }))

export const proposalStamps = async (ctx: Ctx, county: CountyCode): Promise<Stamp[]> =>
  stampsOf((await store.shownProposals(ctx, county)).map(({ proposal }) => proposal))

export const secondLookStamps = async (ctx: Ctx, county: CountyCode): Promise<Stamp[]> =>
  stampsOf((await store.shownSecondLooks(ctx, county)).map(({ look }) => look))
