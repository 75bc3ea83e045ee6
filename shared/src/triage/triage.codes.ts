import { z } from 'zod'

/** Classes of `data/priorities.json`: P0 critical to P4 information, N for a contact that is no case. */
export const priorities = ['P0', 'P1', 'P2', 'P3', 'P4', 'N'] as const
export const Priority = z.enum(priorities)
export type Priority = z.infer<typeof Priority>

/** In the queue a contact that nobody has triaged yet is `P?`, sorted right under P1. */
export const QueueClass = z.enum([...priorities, 'P?'])
export type QueueClass = z.infer<typeof QueueClass>

/** Non-case dispositions that close with one key: silent, hang-up, wrong, prank, abusive, test. */
export const OneKeyDisposition = z.enum(['Z-01', 'Z-02', 'Z-03', 'Z-04', 'Z-05', 'Z-06'])
export type OneKeyDisposition = z.infer<typeof OneKeyDisposition>

/** How a contact that was listened to ends. */
export const Outcome = z.enum(['case', 'counselled', 'referred', 'answered', 'unfounded', 'out_of_remit'])
export type Outcome = z.infer<typeof Outcome>

/** Why a class may be lowered; the labels stand in the protocol. A second person still has to confirm. */
export const LoweringReason = z.enum([
  'misheard',
  'duplicate',
  'verified_safe',
  'resolved_112',
  'perp_gone',
  'wrong_child_age',
  'test_confirmed',
])
export type LoweringReason = z.infer<typeof LoweringReason>
