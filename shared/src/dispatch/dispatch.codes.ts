import { z } from 'zod'

/** Where a dispatch stands. `sent` until somebody acknowledges; the ends are `ended` and `cancelled`. */
export const DispatchStep = z.enum([
  'sent',
  'acknowledged',
  'en_route',
  'on_scene',
  'with_child',
  'transport',
  'returning',
  'ended',
  'cancelled',
  'moved_on',
])
export type DispatchStep = z.infer<typeof DispatchStep>

/** What a responder reports with one thumb, in the order of the numbered statuses 3 to 7 and 1. */
export const ReportedStep = z.enum(['en_route', 'on_scene', 'with_child', 'transport', 'returning', 'ended'])
export type ReportedStep = z.infer<typeof ReportedStep>

/** The numbered team status said over the radio: digit and word, the same on map, list, phone and print. */
export const TeamStatus = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8'])
export type TeamStatus = z.infer<typeof TeamStatus>

export const SafeHow = z.enum([
  'safe_at_home',
  'with_relatives',
  'handed_to_hospital',
  'handed_to_police',
  'placed',
])
export type SafeHow = z.infer<typeof SafeHow>

export const CancelReason = z.enum(['false_address', 'resolved', 'duplicate', 'other_team', 'refused_by_112'])
export type CancelReason = z.infer<typeof CancelReason>
