import { days, minutes } from '../kernel/time.ts'
import type { Priority } from '../triage/triage.codes.ts'

// Proposals, each to be confirmed against the institution's own written procedure.

/** Case numbers start again with the local year. */
export const numberZone = 'Europe/Bucharest'

/** Looking again within this time is the same look: one fact. */
export const viewedAgainAfterMs = minutes(15)

/** A case in the same unit is suggested only while it is this young; one with the same number or name always. */
export const sameUnitForMs = days(30)

/** Of a case opened before triage said anything: the class the protocol assumes. */
export const unassessedClass: Priority = 'P3'
