import { z } from 'zod'

export const PageChannel = z.enum(['app', 'sms', 'voice'])
export type PageChannel = z.infer<typeof PageChannel>

export const PageState = z.enum([
  'planned',
  'sent',
  'delivered',
  'seen',
  'acknowledged',
  'declined',
  'failed',
  'stopped',
])
export type PageState = z.infer<typeof PageState>

export const DeclineReason = z.enum([
  'already_busy',
  'no_car',
  'ill',
  'too_far',
  'conflict_of_interest',
  'other',
])
export type DeclineReason = z.infer<typeof DeclineReason>

/** A1 SOS, A2 P0/P1 contact not taken, A3 page not acknowledged; A5 a watchdog check failed. */
export const AlarmKind = z.enum([
  'sos',
  'contact_not_taken',
  'page_not_acknowledged',
  'page_late',
  'worker_silent',
  'relay_silent',
])
export type AlarmKind = z.infer<typeof AlarmKind>
