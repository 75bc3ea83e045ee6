/** The door of triage: what a contact is, how urgent it is, and who said so. */
import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import { type AssessmentId, type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { type Given, misunderstood } from '@veghe/shared/triage/answers.rules.ts'
import type { Categories } from '@veghe/shared/triage/categories.ts'
import { needsConfirmation } from '@veghe/shared/triage/lowering.rules.ts'
import type { Protocol } from '@veghe/shared/triage/protocol.ts'
import type { LoweringReason, Priority } from '@veghe/shared/triage/triage.codes.ts'
import type { Assessment } from '@veghe/shared/triage/triage.contract.ts'
import * as cases from '../cases/cases.ts'
import type { Ctx } from '../platform/context.ts'
import { take } from './triage.answers.ts'
import {
  aboutOf,
  keep,
  lockOpen,
  lockSubject,
  refuseUnlessHeld,
  save,
  setByPerson,
  stepOf,
  tellCase,
  weigh,
} from './triage.change.ts'
import { reopened } from './triage.closing.ts'
import { propose } from './triage.lowering.ts'
import { rulebook } from './triage.protocols.ts'
import * as store from './triage.store.ts'
import { assessmentOf } from './triage.view.ts'

export * as interview from './interview.ts'

export type Received = {
  contactId: ContactId
  county: CountyCode
  channel: Channel
  /** The last three of the number; null when it is withheld. */
  digits: string | null
  /** SIRUTA. */
  unit: number | null
}

/** Every contact has an assessment from the moment it is received, on the version in force then. */
export const begin = (ctx: Ctx, received: Received): Promise<void> =>
  store.insertAssessment(ctx, { ...received, id: newId<AssessmentId>(ctx.now) })

/** Danger words were found: no class, but nobody closes this contact alone. */
export async function noteHint(ctx: Ctx, contactId: ContactId): Promise<void> {
  const row = await store.lockAssessment(ctx, contactId)
  if (!row.hadHint) await store.saveAssessment(ctx, { ...row, hadHint: true })
}

export async function placeKnown(ctx: Ctx, contactId: ContactId, unit: number | null): Promise<void> {
  const row = await store.lockAssessment(ctx, contactId)
  await store.saveAssessment(ctx, { ...row, unit })
}

export const protocol = async (ctx: Ctx, version: number | null): Promise<Protocol> =>
  (await rulebook(ctx, version)).protocol

export const categories = async (ctx: Ctx, version: number | null): Promise<Categories> =>
  (await rulebook(ctx, version)).categories

export async function assessment(ctx: Ctx, contactId: ContactId): Promise<Assessment> {
  await refuseUnlessHeld(ctx, contactId)
  const row = await store.findAssessment(ctx, contactId)
  if (!row) throw new Refusal('not_found')
  return assessmentOf(ctx, row)
}

export async function answer(
  ctx: Ctx,
  { contactId, answers: given }: { contactId: ContactId; answers: Given },
): Promise<Assessment> {
  const subject = await lockOpen(ctx, contactId)
  const { rules } = subject
  const questions = misunderstood(rules.protocol, rules.categories, given)
  if (questions.length > 0) throw new Refusal('bad_input', { questions })
  return take(ctx, subject, { given })
}

/** T3. A person may raise freely; less needs a reason and a second person, and until then nothing changes. */
export async function setPriority(
  ctx: Ctx,
  wanted: { contactId: ContactId; priority: Priority; reason?: LoweringReason | undefined },
): Promise<Assessment> {
  const subject = await lockOpen(ctx, wanted.contactId)
  if (needsConfirmation(stepOf(subject, { to: wanted.priority })) === 'lowering') {
    return propose(ctx, subject, { kind: 'lowering', to: wanted.priority, reason: wanted.reason ?? null })
  }
  return save(ctx, subject, await setByPerson(ctx, subject.row, wanted.priority))
}

/** What was closed goes on, with everything that is known of it. */
export async function reopen(ctx: Ctx, contactId: ContactId): Promise<void> {
  const subject = await lockSubject(ctx, contactId)
  if (subject.row.state === 'ended') await save(ctx, subject, reopened)
}

/** A case was opened for the contact or joined to it: each learns what the other knows. */
export async function caseKnown(ctx: Ctx, contactId: ContactId): Promise<void> {
  const subject = await lockSubject(ctx, contactId)
  const reports = await cases.reporters(ctx, contactId)
  if (reports < 2 || subject.row.state === 'ended') return tellCase(ctx, subject)
  const { row } = subject
  const body = { question: 'repeat_reports', answer: reports }
  await ctx.happened('triage.answered', { ...aboutOf(row), body })
  await save(ctx, subject, await weigh(ctx, subject, { ...row.answers, repeat_reports: reports }))
}

/** Whoever raised the case or sent a team from this contact has said how urgent the contact is. */
export async function followCase(ctx: Ctx, contactId: ContactId, priority: Priority): Promise<void> {
  const subject = await lockSubject(ctx, contactId)
  await keep(ctx, subject, await setByPerson(ctx, subject.row, priority))
}
