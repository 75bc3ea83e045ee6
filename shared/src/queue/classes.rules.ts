import { type Priority, priorities, type QueueClass } from '../triage/triage.codes.ts'
import type { Hint } from './queue.rules.ts'

/** The untriaged stand right under P1. */
const inQueue: readonly QueueClass[] = ['P0', 'P1', 'P?', 'P2', 'P3', 'P4', 'N']
const rank = (c: QueueClass): number => inQueue.indexOf(c)

/** What the rules propose may only lift an entry: nobody is put back because a program thought less of it. */
export const classAfterProposal = (now: QueueClass, proposed: Priority): QueueClass =>
  rank(proposed) < rank(now) ? proposed : now

/** A person gives the untriaged their class and may raise any; a lower one needs a second person's word first. */
export function classAfterPerson(now: QueueClass, set: Priority): QueueClass {
  if (now === 'P?') return set
  return priorities.indexOf(set) < priorities.indexOf(now) ? set : now
}

/** Alarm A2 watches these: nobody may leave them waiting for more than a few seconds. */
export const isUrgent = (entry: { queueClass: QueueClass; hint: Pick<Hint, 'raiseTo'> | null }): boolean =>
  entry.queueClass === 'P0' || entry.queueClass === 'P1' || entry.hint?.raiseTo === 'P0'
