import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { formsOf } from '@veghe/shared/triage/categories.ts'
import type { Step } from '@veghe/shared/triage/lowering.rules.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import type { Priority, QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import type { Answers, Assessment } from '@veghe/shared/triage/triage.contract.ts'
import {
  afterAnswers,
  afterRaise,
  evaluate,
  type Standing,
  type Verdict,
} from '@veghe/shared/triage/triage.rules.ts'
import { hasHeld, timelineOf } from '../audit/audit.ts'
import * as cases from '../cases/cases.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { type Rulebook, rulebook } from './triage.protocols.ts'
import type { AssessmentRow } from './triage.store.ts'
import * as store from './triage.store.ts'
import { assessmentOf, proposalOf } from './triage.view.ts'

/** A contact under triage, locked, with the version of the rules it began with. */
export type Subject = { row: AssessmentRow; rules: Rulebook }

export const aboutOf = ({ county, contactId }: Pick<AssessmentRow, 'county' | 'contactId'>) => ({
  county,
  contactId,
})

/** Where one's right reaches only one's own contacts, another's does not exist. */
export async function refuseUnlessHeld(ctx: Ctx, contactId: ContactId): Promise<void> {
  if (ctx.right === 'own' && !(await hasHeld(ctx, contactId))) throw new Refusal('not_found')
}

/** The case first, then the contact: commands of either chapter that touch both lock in this order. */
export async function lockSubject(ctx: Ctx, contactId: ContactId): Promise<Subject> {
  await cases.lockOf(ctx, contactId)
  const row = await store.lockAssessment(ctx, contactId)
  return { row, rules: await rulebook(ctx, row.protocolVersion) }
}

/** The contact as its holder may work on it. */
export async function lockOpen(ctx: Ctx, contactId: ContactId): Promise<Subject> {
  await refuseUnlessHeld(ctx, contactId)
  const subject = await lockSubject(ctx, contactId)
  if (subject.row.state === 'ended') throw new Refusal('contact_ended')
  return subject
}

export const standingOf = ({ inForce, highWater, weighed }: AssessmentRow): Standing => ({
  inForce,
  highWater,
  weighed,
})

export const verdictOf = ({ row, rules }: Subject, answers: Answers = row.answers): Verdict =>
  evaluate(rules.protocol, answers, rules.floors)

/** Forms of harm from the answers and from the categories chosen. */
function formsIn({ row, rules }: Subject): string[] {
  const { forms, category } = row.answers
  const chosen = Array.isArray(category) ? category : []
  return [...(Array.isArray(forms) ? forms : []), ...formsOf(rules.categories, chosen)]
}

/** What somebody is about to do with the contact, as the rules on second persons weigh it. */
export function stepOf(
  subject: Subject,
  wanted: Partial<Pick<Step, 'to' | 'disposition' | 'outcome'>>,
): Step {
  const { inForce, hadHint, highWater, answers } = subject.row
  const age = answers.child_age_years
  return {
    ...{ to: null, disposition: null, outcome: null, ...wanted },
    ...{ from: inForce, hadHint, highWater },
    ...{ forms: formsIn(subject), childAge: typeof age === 'number' ? age : null },
  }
}

/** The standing after these answers, with the fact if the class in force has risen. */
export async function weigh(ctx: Ctx, subject: Subject, answers: Answers) {
  const { row } = subject
  const { inForce, highWater, weighed } = afterAnswers(standingOf(row), verdictOf(subject, answers))
  if (inForce !== row.inForce) {
    await ctx.happened('triage.proposed', { ...aboutOf(row), body: { priority: inForce } })
  }
  return { inForce, highWater, weighed: [...weighed], answers }
}

/** T3: what a person's word makes of the class. */
export async function setByPerson(ctx: Ctx, row: AssessmentRow, priority: Priority) {
  const { inForce, highWater } = afterRaise(standingOf(row), priority)
  await ctx.happened('triage.prioritySet', { ...aboutOf(row), body: { priority: inForce } })
  return {
    ...{ inForce, highWater },
    ...{ setPriority: priority, setBy: personIn(ctx).staffId, setAt: ctx.now },
  }
}

/** Changes an assessment; the case it belongs to heeds what triage now knows. */
export async function save(ctx: Ctx, before: Subject, to: Partial<AssessmentRow>): Promise<Assessment> {
  await tellCase(ctx, { row: { ...before.row, ...to }, rules: before.rules })
  return keep(ctx, before, to)
}

/** The only way an assessment changes: whoever works on it is told. */
export async function keep(ctx: Ctx, before: Subject, to: Partial<AssessmentRow>): Promise<Assessment> {
  const row = { ...before.row, ...to, version: before.row.version + 1, changedAt: ctx.now }
  await store.saveAssessment(ctx, row)
  if (rose(before.row.inForce, row.inForce)) await withdrawProposal(ctx, row)
  const assessment = await assessmentOf(ctx, row)
  ctx.tell('assessment.changed', assessment, { county: row.county, to: await holdersOf(ctx, row.contactId) })
  return assessment
}

function rose(from: QueueClass, to: QueueClass): boolean {
  if (to === 'P?') return false
  return from === 'P?' ? !isWorse('P2', to) : isWorse(to, from)
}

/** Whoever was to agree to less must first see what has come to light since. */
async function withdrawProposal(ctx: Ctx, row: AssessmentRow): Promise<void> {
  const open = await store.findProposal(ctx, row.contactId)
  if (open?.state !== 'open') return
  const proposal = { ...open, state: 'withdrawn' as const, version: open.version + 1, changedAt: ctx.now }
  await store.saveProposal(ctx, proposal)
  await ctx.happened('triage.loweringRefused', { ...aboutOf(row), body: { kind: open.kind, cause: 'risen' } })
  ctx.tell('proposal.changed', await proposalOf(ctx, { proposal, assessment: row }), { county: row.county })
}

const imminent = ['P0', 'P1']

/** Hands forward to the case, if there is one, what a team has to know and what a closing has to weigh. */
export async function tellCase(ctx: Ctx, subject: Subject): Promise<void> {
  const { row } = subject
  const forms = formsIn(subject)
  await cases.heedTriage(ctx, {
    contactId: row.contactId,
    priority: row.inForce === 'P?' ? null : row.inForce,
    grave: forms.includes('physical') || forms.includes('sexual'),
    dangers: verdictOf(subject)
      .reasons.filter((reason) => imminent.includes(reason.class))
      .map(({ id, text }) => ({ id, text })),
  })
}

const takings: ReadonlySet<FactKind> = new Set(['queue.answered', 'queue.reassigned', 'queue.handedOver'])

/** Staff who hold the contact or held it: those whose right to it is only `own`. */
export async function holdersOf(ctx: Ctx, contactId: ContactId): Promise<StaffId[]> {
  const facts = await timelineOf(ctx, { contactId })
  const taken = facts.filter(({ kind }) => takings.has(kind))
  return [...new Set(taken.flatMap(({ staffId }) => (staffId ? [staffId] : [])))]
}
