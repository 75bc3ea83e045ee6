import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { CallState } from '@veghe/shared/intake/intake.codes.ts'
import type { Reaction } from '../platform/chapter.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import { close, joinCase, lineMoved, reached, reopen, seen, setClass } from './endings.ts'
import { showAgain } from './intake.jobs.ts'

type OfContact = Fact & { contactId: NonNullable<Fact['contactId']> }

const on = (
  kind: FactKind,
  records: readonly FactKind[],
  act: (ctx: Ctx, fact: OfContact) => Promise<void>,
): Reaction => ({
  on: kind,
  records,
  run: async (ctx, fact) => {
    if (fact.contactId) await act(ctx, { ...fact, contactId: fact.contactId })
  },
})

const text = (fact: Fact, name: string): string | null => {
  const value = fact.body?.[name]
  return typeof value === 'string' ? value : null
}

const line = (kind: FactKind, state: CallState): Reaction =>
  on(kind, [], (ctx, { contactId }) => lineMoved(ctx, contactId, state))

/** Later: what the carrier does about a recording or a picture must never wait for a contact that somebody works on. */
const keepingMoved = async (ctx: Ctx, { id, contactId }: OfContact): Promise<void> =>
  showAgain.later(ctx, { key: id, runAt: ctx.now, payload: { contactId } })

const classKnown = (kind: FactKind): Reaction =>
  on(kind, [], (ctx, fact) => setClass(ctx, fact.contactId, text(fact, 'to') ?? text(fact, 'priority')))

/** A contact ends by what triage said of it, or by the reason for which its call-back was given up. */
const ended = (kind: FactKind, field: string): Reaction =>
  on(kind, ['intake.closed'], (ctx, fact) => close(ctx, fact.contactId, text(fact, field) ?? 'unstated'))

export const intakeReactions: readonly Reaction[] = [
  line('queue.answered', 'connecting'),
  line('queue.released', 'waiting'),
  line('queue.returned', 'waiting'),
  line('queue.abandoned', 'ended'),
  // Whoever speaks with the caller sees at once who else hears them, and whether it is kept.
  on('queue.callJoined', [], seen),
  on('queue.recordingPaused', [], seen),
  on('queue.recordingTold', [], seen),
  on('queue.callBackCallEnded', [], seen),
  on('queue.callBackCorrected', [], seen),
  on('telephony.recordingBegan', [], keepingMoved),
  on('telephony.recorded', [], keepingMoved),
  on('telephony.recordingForgotten', [], keepingMoved),
  on('telephony.voiceMessageLeft', [], keepingMoved),
  on('telephony.attachmentKept', [], keepingMoved),
  on('telephony.attachmentRefused', [], keepingMoved),
  on('telephony.attachmentForgotten', [], keepingMoved),
  on('queue.supervised', [], seen),
  on('queue.supervisorLeft', [], seen),
  classKnown('triage.proposed'),
  classKnown('triage.prioritySet'),
  classKnown('triage.loweringConfirmed'),
  on('cases.opened', [], joinCase),
  on('cases.linked', [], joinCase),
  ended('triage.finished', 'outcome'),
  ended('triage.disposed', 'disposition'),
  ended('queue.callBackClosed', 'reason'),
  on('queue.callBackAttempted', ['intake.reopened'], async (ctx, fact) => {
    if (text(fact, 'result') === 'reached') await reached(ctx, fact.contactId)
  }),
  on('triage.disposeUndone', ['intake.reopened'], (ctx, { contactId }) => reopen(ctx, contactId)),
  on('triage.secondLooked', ['intake.reopened'], async (ctx, fact) => {
    if (text(fact, 'verdict') === 'reopened') await reopen(ctx, fact.contactId)
  }),
]
