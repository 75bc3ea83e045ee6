import { z } from 'zod'

export const CaseState = z.enum(['open', 'closed'])
export type CaseState = z.infer<typeof CaseState>

/** A person's part in a case. */
export const PersonRole = z.enum(['child', 'parent', 'household', 'alleged_perpetrator', 'reporter', 'other'])
export type PersonRole = z.infer<typeof PersonRole>

/** Facts and opinions are different kinds of entry: a court reads them differently. */
export const NoteKind = z.enum(['fact', 'observation', 'decision'])
export type NoteKind = z.infer<typeof NoteKind>

export const CaseOutcome = z.enum([
  'safe_at_home',
  'safe_with_relatives',
  'emergency_placement',
  'hospital',
  'police',
  'local_service',
  'case_manager',
  'unfounded',
])
export type CaseOutcome = z.infer<typeof CaseOutcome>

/** Who saw the child with their own eyes. */
export const SeenBy = z.enum(['team', 'school', 'hospital', 'doctor', 'police', 'local_service', 'other'])
export type SeenBy = z.infer<typeof SeenBy>

/** What still stands between a case and its closing, by code. */
export const ClosingGap = z.enum([
  'child_not_seen',
  'child_not_safe',
  'dispatch_running',
  'no_next_body',
  'class_pending',
  'contact_open',
  'second_person_needed',
  'no_outcome_from_112_or_team',
])
export type ClosingGap = z.infer<typeof ClosingGap>
