import { newSid } from '../sids.ts'
import { type Bridge, openBridge } from '../sound/bridge.ts'
import type { Sound } from '../sound/frames.ts'

export type Participant = {
  callSid: string
  sound: Sound | undefined
  label: string | undefined
  muted: boolean
  /** Put aside: hears `aside` instead of the others, and is heard by nobody. */
  held: boolean
  /** Heard by this call alone. */
  coaches: string | undefined
  aside: Aside
  starts: boolean
  endsRoom: boolean
  joinedAt: Date
}

/** What is played to somebody who is put aside, one document after another. */
export type Aside = {
  play(url: string | undefined, method: 'GET' | 'POST'): void
  stop(): void
}

export type Room = {
  sid: string
  name: string
  status: 'init' | 'in-progress' | 'completed'
  createdAt: Date
  updatedAt: Date
  participants: Participant[]
  bridge: Bridge
  /** Of the first participant; what later ones ask for is ignored, as Twilio does. */
  callback: { url: string; method: 'GET' | 'POST'; on: ReadonlySet<string> } | undefined
  sequence: number
  /** Why the room is closing; the end itself is told when the last one has left. */
  closing: { reason: string; by: Participant | undefined } | undefined
  begun: Promise<void>
  begin: () => void
  over: Promise<void>
  end: () => void
}

export type Rooms = {
  all(): Room[]
  bySid(sid: string): Room | undefined
  /** The room of that name that is not over, or a new one. */
  open(name: string, callback: Room['callback']): Room
}

export function openRooms(now: () => Date): Rooms {
  const rooms = new Map<string, Room>()
  return {
    all: () => [...rooms.values()],
    bySid: (sid) => rooms.get(sid),
    open(name, callback) {
      const known = [...rooms.values()].find((room) => room.name === name && room.status !== 'completed')
      if (known) return known
      const at = now()
      const begun = Promise.withResolvers<void>()
      const over = Promise.withResolvers<void>()
      const room: Room = {
        sid: newSid('CF'),
        name,
        status: 'init',
        createdAt: at,
        updatedAt: at,
        participants: [],
        bridge: openBridge(() => room.participants),
        callback,
        sequence: 1,
        closing: undefined,
        begun: begun.promise,
        begin: begun.resolve,
        over: over.promise,
        end: over.resolve,
      }
      rooms.set(room.sid, room)
      return room
    },
  }
}

/** A conference runs once two are in it and at least one of them may start it. */
export function isReady(room: Room): boolean {
  return room.participants.length >= 2 && room.participants.some((participant) => participant.starts)
}
