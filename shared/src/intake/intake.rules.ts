import { after, between, hours, minutes } from '../kernel/time.ts'
import type { CallerNumber, ShowNumberReason } from './intake.codes.ts'
import type { FormFields, Hint } from './intake.contract.ts'

const worstFirst = ['P0', 'P1', 'P2'] as const

/** A hint never falls: another takes its place only if it raises further. */
export const isWorse = (hint: Pick<Hint, 'raiseTo'>, known: Hint['raiseTo'] | null): boolean =>
  known === null || worstFirst.indexOf(hint.raiseTo) < worstFirst.indexOf(known)

/** Saved as it is typed: what was sent replaces, `null` blanks, everything else stays. */
export function mergeForm(known: FormFields, sent: FormFields): FormFields {
  const merged = Object.entries({ ...known, ...sent }).filter(([, value]) => value !== null)
  return Object.fromEntries(merged)
}

/** Splits the answers that say who reports from the others: they are kept under another key. */
export function partForm(form: FormFields, identifying: ReadonlySet<string>) {
  const part = (wanted: boolean): FormFields =>
    Object.fromEntries(Object.entries(form).filter(([id]) => identifying.has(id) === wanted))
  return { form: part(false), reporter: part(true) }
}

/**
 * From when a report entered by hand waits in the queue: from when it was received, but not from longer ago than
 * this, or a letter that lay for days would stand before a caller in danger.
 */
export function queuedFrom(receivedAt: Date, now: Date): Date {
  const earliest = after(now, -hours(12))
  return receivedAt < earliest ? earliest : receivedAt
}

/** WhatsApp lets a business write freely for a day after the last text it was sent. */
export const whatsAppOpenUntil = (lastTextAt: Date): Date => after(lastTextAt, hours(24))

/** When something was heard: as the screen says, but neither before the contact nor in the future. */
export function heardAt(
  claimed: Date | undefined,
  { receivedAt, now }: { receivedAt: Date; now: Date },
): Date {
  if (!claimed || claimed > now) return now
  return claimed < receivedAt ? receivedAt : claimed
}

/** Who hid their number is not called back, nor asked who they are: only the police are given it. */
export const mayShowNumber = (number: CallerNumber, reason: ShowNumberReason): boolean =>
  number === 'known' || (number === 'network' && reason === 'police_request')

/** Whoever has written within this time holds the telephone in their own hands: answering there and then is safe. */
export const isFreshlyWritten = (wroteAt: Date | null, now: Date): boolean =>
  wroteAt !== null && between(wroteAt, now) <= minutes(10)
