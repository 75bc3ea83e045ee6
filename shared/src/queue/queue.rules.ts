import { z } from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import { days, hours } from '../kernel/time.ts'
import { type Priority, priorities, type QueueClass } from '../triage/triage.codes.ts'
import type { EntryState, Why } from './queue.codes.ts'
import type { QueueEntry } from './queue.contract.ts'

// Everybody ages at the same rate: the order is that of virtual arrivals, so it never needs sorting anew, nobody
// starves, and the reasons for a place are the head starts themselves.

/** How long before it came in an entry counts as arrived, in milliseconds. A setting per county. */
export const HeadStarts = z.object({
  P0: z.number(),
  P1: z.number(),
  /** Nobody has triaged it yet, and somebody is on the line. */
  liveCall: z.number(),
  /** Nobody has triaged it yet: a message or a call to return. */
  message: z.number(),
  P2: z.number(),
  P3: z.number(),
  P4: z.number(),
})
export type HeadStarts = z.infer<typeof HeadStarts>

export const defaultHeadStarts: HeadStarts = {
  P0: days(30),
  P1: hours(24),
  liveCall: hours(13),
  message: hours(12),
  P2: hours(4),
  P3: 0,
  P4: hours(-4),
}

/** A caller whose operator vanished in mid-call stands before every class. */
const firstInLine = days(365)

export type Hint = NonNullable<QueueEntry['hint']>

export type Placed = {
  receivedAt: Date
  queueClass: QueueClass
  kind: 'live_call' | 'message' | 'call_back'
  hint: Hint | null
  /** The class of an open case that the number belongs to. */
  openCase: Priority | null
  /** A live call that lost its operator's screen. */
  dropped: boolean
}

/** The score in the sorted set, in milliseconds since 1970: the lowest is served first. */
export function virtualArrival(entry: Placed, starts: HeadStarts = defaultHeadStarts): number {
  return entry.receivedAt.getTime() - headStart(entry, starts) - (entry.dropped ? firstInLine : 0)
}

/** A hint or an open case lifts an entry to the place of its class at most, and never holds it back. */
export function headStart(entry: Placed, starts: HeadStarts = defaultHeadStarts): number {
  const { queueClass, kind, hint, openCase } = entry
  const untriaged = kind === 'live_call' ? starts.liveCall : starts.message
  const own = queueClass === 'P?' ? untriaged : startOf(queueClass, starts)
  return Math.max(own, hint ? starts[hint.raiseTo] : own, openCase ? startOf(openCase, starts) : own)
}

const startOf = (p: Priority, starts: HeadStarts): number => starts[p === 'N' ? 'P4' : p]

/** A hint never falls: a later, calmer message does not take back what an earlier one said. */
export function keepHint(before: Hint | null, found: Hint | null): Hint | null {
  if (before === null || found === null) return before ?? found
  return priorities.indexOf(found.raiseTo) < priorities.indexOf(before.raiseTo) ? found : before
}

type Scored = { id: string; score: number }

export const servedFirst = (a: Scored, b: Scored): number =>
  a.score - b.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Why an entry stands where it stands, the weightiest first. Seconds and words, no sentences. */
export function whyNext(entry: Placed, now: Date): Why[] {
  const { dropped, queueClass, kind, hint, openCase, receivedAt } = entry
  const waited = Math.max(0, Math.floor((now.getTime() - receivedAt.getTime()) / 1000))
  return [
    ...(dropped ? [{ code: 'dropped', value: null } as const] : []),
    { code: 'class', value: queueClass },
    ...(hint ? [{ code: 'hint', value: hint.words } as const] : []),
    ...(openCase ? [{ code: 'open_case', value: openCase } as const] : []),
    ...(queueClass === 'P?' ? [{ code: kind, value: null }] : []),
    { code: 'waiting', value: String(waited) },
  ]
}

/** What can happen to an entry. `vanish` is a holder's screen that died, or who let a text wait; `undo` gives it back to its holder. */
export type Move =
  | 'take'
  | 'release'
  | 'vanish'
  | 'reassign'
  | 'abandon'
  | 'finish'
  | 'dispose'
  | 'join'
  | 'reopen'
  | 'undo'

const moves: Record<EntryState, Partial<Record<Move, EntryState>>> = {
  waiting: { take: 'held', reassign: 'held', abandon: 'ended', join: 'ended' },
  held: {
    release: 'waiting',
    vanish: 'waiting',
    reassign: 'held',
    finish: 'ended',
    dispose: 'ended',
    join: 'ended',
  },
  ended: { reopen: 'waiting', undo: 'held' },
}

export function afterMove(state: EntryState, move: Move): EntryState {
  const to = moves[state][move]
  if (to) return to
  if (state === 'ended') throw new Refusal('contact_ended')
  if (move === 'reopen' || move === 'undo') throw new Refusal('changed_meanwhile')
  throw new Refusal(state === 'held' ? 'already_taken' : 'not_holder')
}
