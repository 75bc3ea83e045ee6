import type { Place } from '../fixtures.ts'
import { sidOf } from '../sids.ts'

export type Member = { callSid: string; since: Date }

export type Queue = {
  sid: string
  name: string
  max: number
  createdAt: Date
  updatedAt: Date
  members: Member[]
  /** For the average: how many have left, and the seconds they waited together. */
  left: { count: number; seconds: number }
}

export type Queues = {
  all(): Queue[]
  bySid(sid: string): Queue | undefined
  /** Finds the queue of that name, or makes it, as `<Enqueue>` does. */
  open(name: string, max?: number): Queue
}

const TWILIO_MAX = 1000

/** A queue's sid follows from its name, so that a product which remembered it finds it again after a restart. */
export function openQueues(accountSid: string, now: () => Date): Queues {
  const queues = new Map<string, Queue>()
  return {
    all: () => [...queues.values()],
    bySid: (sid) => queues.get(sid),
    open(name, max = TWILIO_MAX) {
      const sid = sidOf('QU', `${accountSid} ${name}`)
      const known = queues.get(sid)
      if (known) return known
      const at = now()
      const queue: Queue = {
        sid,
        name,
        max,
        createdAt: at,
        updatedAt: at,
        members: [],
        left: { count: 0, seconds: 0 },
      }
      queues.set(sid, queue)
      return queue
    },
  }
}

export type Clock = { now: () => Date; secondMs: number }

export function join(queue: Queue, callSid: string, clock: Clock): Member {
  const member = { callSid, since: clock.now() }
  queue.members.push(member)
  queue.updatedAt = member.since
  return member
}

/** Takes the member out and gives the seconds it waited. */
export function leave(queue: Queue, member: Member, clock: Clock): number {
  queue.members = queue.members.filter((other) => other !== member)
  queue.updatedAt = clock.now()
  const seconds = waited(member, clock)
  queue.left = { count: queue.left.count + 1, seconds: queue.left.seconds + seconds }
  return seconds
}

export function waited(member: Member, clock: Clock): number {
  return Math.round((clock.now().getTime() - member.since.getTime()) / clock.secondMs)
}

export function averageWait(queue: Queue): number {
  return queue.left.count === 0 ? 0 : Math.round(queue.left.seconds / queue.left.count)
}

export function placeOf(queue: Queue, member: Member, clock: Clock): Place {
  return {
    queueSid: queue.sid,
    position: queue.members.indexOf(member) + 1,
    seconds: waited(member, clock),
    average: averageWait(queue),
    size: queue.members.length,
    max: queue.max,
  }
}
