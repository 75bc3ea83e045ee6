import { z } from 'zod'

/**
 * Every kind of fact there is. A fact is stored once and never changed; it holds ids, codes, numbers and
 * times, never text. The clock from ring to safe child (T0 to T10) is read from these.
 */
export const factKinds = [
  'identity.signedIn',
  'identity.staffAdded',
  'identity.staffChanged',
  'identity.passwordReset',
  'identity.keyCreated',
  'identity.keyRevoked',

  'intake.received',
  'intake.originTold',
  'intake.messageReceived',
  'intake.messageSent',
  'intake.messageStatusChanged',
  'intake.optedOut',
  'intake.chatLeft',
  'intake.callEnded',
  'intake.hintFound',
  'intake.placeConfirmed',
  'intake.heardNoted',
  'intake.numberShown',
  'intake.viewed',
  'intake.briefed',
  'intake.recordingHeard',
  'intake.closed',
  'intake.reopened',

  'queue.entered',
  'queue.answered',
  'queue.returned',
  'queue.released',
  'queue.reassigned',
  'queue.abandoned',
  'queue.statusSet',
  'queue.callJoined',
  'queue.callHeld',
  'queue.recordingPaused',
  'queue.supervised',
  'queue.supervisorLeft',
  'queue.consulted',
  'queue.consultAccepted',
  'queue.consultEnded',
  'queue.handedOver',
  'queue.callBackAdded',
  'queue.callBackAttempted',
  'queue.callBackClosed',
  'queue.safeContactSet',
  'queue.safeContactViewed',
  'queue.safeContactPassed',

  'telephony.recorded',

  'triage.answered',
  'triage.interviewStarted',
  'triage.questionAsked',
  'triage.keyPressed',
  'triage.interviewStopped',
  'triage.proposed',
  'triage.prioritySet',
  'triage.loweringProposed',
  'triage.loweringConfirmed',
  'triage.loweringRefused',
  'triage.finished',
  'triage.disposed',
  'triage.disposeUndone',
  'triage.secondLooked',

  'cases.opened',
  'cases.linked',
  'cases.viewed',
  'cases.personAdded',
  'cases.personChanged',
  'cases.placeConfirmed',
  'cases.noted',
  'cases.priorityRaised',
  'cases.called112',
  'cases.closed',

  'dispatch.sent',
  'dispatch.acknowledged',
  'dispatch.movedOn',
  'dispatch.enRoute',
  'dispatch.onScene',
  'dispatch.childSeen',
  'dispatch.transporting',
  'dispatch.childSafe',
  'dispatch.returning',
  'dispatch.ended',
  'dispatch.cancelled',
  'dispatch.sosRaised',

  'oncall.paged',
  'oncall.pageDelivered',
  'oncall.pageSeen',
  'oncall.pageFailed',
  'oncall.acknowledged',
  'oncall.declined',
  'oncall.escalated',
  'oncall.exhausted',
  'oncall.statusSet',
  'oncall.deviceAdded',
  'oncall.alarmRaised',
  'oncall.alarmAcknowledged',
  'oncall.alarmEnded',
] as const

export const FactKind = z.enum(factKinds)
export type FactKind = z.infer<typeof FactKind>

/** A code, an id, a number, an instant as text: the only things a fact's body may hold. */
export const FactValue = z.union([
  z.string().regex(/^[\p{L}\p{N}._:+?-]{1,64}$/u),
  z.number(),
  z.boolean(),
  z.null(),
])
export const FactBody = z.record(z.string().regex(/^[a-zA-Z0-9]{1,40}$/), FactValue)
export type FactBody = z.infer<typeof FactBody>
