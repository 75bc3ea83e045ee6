import { seconds } from '../kernel/time.ts'
import type { ShiftPlan } from './shifts.rules.ts'

// Proposals, not law: each is to be confirmed against the institution's own written procedure.

/** How long a one-key disposition can be taken back. */
export const undoMs = seconds(10)

/** Two shifts of twelve hours; a second look is due by the end of the one it was closed in. */
export const usualShifts: ShiftPlan = { zone: 'Europe/Bucharest', startHours: [7, 19] }
