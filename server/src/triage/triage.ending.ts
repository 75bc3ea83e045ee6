import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { needsConfirmation } from '@veghe/shared/triage/lowering.rules.ts'
import { isWorse } from '@veghe/shared/triage/severity.ts'
import { endOfShift } from '@veghe/shared/triage/shifts.rules.ts'
import type { OneKeyDisposition, Outcome } from '@veghe/shared/triage/triage.codes.ts'
import type { SecondLook } from '@veghe/shared/triage/triage.contract.ts'
import { atClose } from '@veghe/shared/triage/triage.rules.ts'
import { undoMs, usualShifts } from '@veghe/shared/triage/triage.settings.ts'
import * as cases from '../cases/cases.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import {
  aboutOf,
  lockOpen,
  lockSubject,
  refuseUnlessHeld,
  type Subject,
  save,
  stepOf,
  verdictOf,
  weigh,
} from './triage.change.ts'
import { disposed, finished, reopened } from './triage.closing.ts'
import { propose } from './triage.lowering.ts'
import type { SecondLookRow } from './triage.store.ts'
import * as store from './triage.store.ts'
import { secondLookOf } from './triage.view.ts'

/** One key ends a contact that is no case, unless it was ever urgent: then two people end it. */
export async function dispose(
  ctx: Ctx,
  { contactId, disposition }: { contactId: ContactId; disposition: OneKeyDisposition },
): Promise<{ state: 'closed' | 'proposed'; undoUntil: Date | null }> {
  const subject = await lockOpen(ctx, contactId)
  await refuseWhilePending(ctx, contactId)
  if (needsConfirmation(stepOf(subject, { disposition }))) {
    await propose(ctx, subject, { kind: 'disposition', to: 'N', reason: disposition })
    return { state: 'proposed', undoUntil: null }
  }
  const undoUntil = after(ctx.now, undoMs)
  await save(ctx, subject, await disposed(ctx, subject.row, { disposition, undoUntil }))
  await askForSecondLook(ctx, subject, disposition)
  return { state: 'closed', undoUntil }
}

async function refuseWhilePending(ctx: Ctx, contactId: ContactId): Promise<void> {
  const proposal = await store.findProposal(ctx, contactId)
  if (proposal?.state === 'open') throw new Refusal('lowering_pending')
}

async function askForSecondLook(ctx: Ctx, subject: Subject, disposition: OneKeyDisposition): Promise<void> {
  const { contactId, county } = subject.row
  const before = await store.findSecondLook(ctx, contactId)
  await showLook(ctx, subject, {
    ...{ contactId, county, version: before?.version ?? 0, state: 'open', disposition },
    ...{ closedBy: personIn(ctx).staffId, closedAt: ctx.now, dueAt: endOfShift(ctx.now, usualShifts) },
    ...{ lookedBy: null, lookedAt: null, changedAt: ctx.now },
  })
}

async function showLook(ctx: Ctx, { row }: Subject, before: SecondLookRow): Promise<SecondLook> {
  const look = { ...before, version: before.version + 1, changedAt: ctx.now }
  await store.saveSecondLook(ctx, look)
  const body = await secondLookOf(ctx, { look, assessment: row })
  ctx.tell('secondLook.changed', body, { county: row.county })
  return body
}

/** Within ten seconds, as if the key had not been pressed. Later, the second look decides. */
export async function undoDispose(ctx: Ctx, contactId: ContactId): Promise<{ contactId: ContactId }> {
  await refuseUnlessHeld(ctx, contactId)
  const subject = await lockSubject(ctx, contactId)
  const { undoUntil } = subject.row
  if (!undoUntil || ctx.now > undoUntil) throw new Refusal('undo_too_late')
  const look = await store.findSecondLook(ctx, contactId)
  if (look) await showLook(ctx, subject, { ...look, state: 'reopened', lookedBy: null, lookedAt: null })
  await ctx.happened('triage.disposeUndone', aboutOf(subject.row))
  await save(ctx, subject, reopened)
  return { contactId }
}

/** Another person looks at what was closed with one key. */
export async function look(
  ctx: Ctx,
  { contactId, verdict }: { contactId: ContactId; verdict: 'agreed' | 'reopened' },
): Promise<SecondLook> {
  const subject = await lockSubject(ctx, contactId)
  const open = await store.findSecondLook(ctx, contactId)
  if (!open) throw new Refusal('not_found')
  const { staffId } = personIn(ctx)
  if (open.state !== 'open') throw new Refusal('changed_meanwhile')
  if (open.closedBy === staffId) throw new Refusal('own_proposal')
  const body = { verdict, disposition: open.disposition }
  await ctx.happened('triage.secondLooked', { ...aboutOf(subject.row), body })
  if (verdict === 'reopened') await save(ctx, subject, reopened)
  return showLook(ctx, subject, { ...open, state: verdict, lookedBy: staffId, lookedAt: ctx.now })
}

type Ending = { contactId: ContactId; outcome: Outcome; summary: string }

/** Ends the work on a contact. What was never asked counts against safety, so the class can only rise here. */
export async function finish(
  ctx: Ctx,
  { contactId, outcome, summary }: Ending,
): Promise<{ state: 'closed' | 'proposed' }> {
  const before = await lockOpen(ctx, contactId)
  const isJoined = (await cases.caseOf(ctx, contactId)) !== null
  if (outcome !== 'case' || !isJoined) await refuseWhilePending(ctx, contactId)
  const subject = await summedUp(ctx, before, summary)
  const { row } = subject
  const isUrgent = row.inForce !== 'P?' && !isWorse('P2', row.inForce)
  if (outcome === 'unfounded' && (isUrgent || needsConfirmation(stepOf(subject, { outcome })))) {
    const to = row.inForce === 'P?' ? verdictOf(subject).proposed : row.inForce
    await propose(ctx, subject, { kind: 'unfounded', to, reason: 'unfounded' })
    return { state: 'proposed' }
  }
  if ((isUrgent || outcome === 'case') && !isJoined) {
    throw new Refusal('case_not_opened', { priority: row.inForce })
  }
  await save(ctx, subject, await finished(ctx, subject, outcome))
  return { state: 'closed' }
}

async function summedUp(ctx: Ctx, { row, rules }: Subject, summary: string): Promise<Subject> {
  const answers = atClose(rules.protocol, row.answers)
  const place = `assessments|summary|${row.id}`
  const sealed = summary ? { summary: await ctx.fields.seal(row.county, place, summary) } : {}
  return { row: { ...row, ...(await weigh(ctx, { row, rules }, answers)), ...sealed }, rules }
}
