import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { World } from '../../platform/chapter.ts'
import { type Leg, openLeg } from './leg.ts'
import type { Prompt } from './prompts.ts'
import type { Part, Recorder } from './recorder.ts'
import { openRoom, type Room } from './room.ts'

/** A call from a browser, and the room in which it is heard. */
export type BrowserCall = {
  /** As the carrier's ids of calls, so that nothing else need know the difference. */
  callSid: string
  contactId: ContactId
  county: CountyCode
  room: Room
  /** When the caller's page was last heard of, on this process's clock. */
  seenAt: number
  /** What is said in it is kept; null until somebody is with the caller, or where nothing is kept. */
  recording: { id: string; recorder: Recorder; unkept: Part[] } | null
  /** Whose line is the one beside the operator's. */
  guest: StaffId | null
  /** Somebody has ended it; what remains is to write that down. */
  isOver: boolean
}

export type Switchboard = {
  /** Calls are recorded here. */
  records: boolean
  /** Legs may be opened before anybody knows whose they are: that alone tells nobody anything. */
  openLeg: (offer: string) => Promise<Leg>
  enter: (call: Pick<BrowserCall, 'callSid' | 'contactId' | 'county'>, caller: Leg) => BrowserCall
  find: (callSid: string) => BrowserCall | null
  all: () => BrowserCall[]
  /** The call is over: everybody's line into it is closed. */
  end: (callSid: string) => void
  /** Keeps a line free for somebody who is just coming in, or refuses; `giveBack` once they are in or have failed. */
  reserve: () => { giveBack: () => void }
  close: () => void
}

/** Whoever is recorded is told so, in three languages, before anybody answers. */
const greetingFor = ({ records }: World['config']['media']): Prompt =>
  records ? 'greeting-recorded' : 'greeting'

const boards = new WeakMap<World['config'], Switchboard>()

/** The one switchboard of this process. */
export function switchboardOf({ config }: Pick<World, 'config'>): Switchboard {
  const board = boards.get(config) ?? openSwitchboard(config)
  boards.set(config, board)
  return board
}

function openSwitchboard({ media }: World['config']): Switchboard {
  const calls = new Map<string, BrowserCall>()
  let reserved = 0
  const end = (callSid: string): void => {
    calls.get(callSid)?.room.close()
    calls.delete(callSid)
  }
  return {
    records: media.records,
    openLeg: async (offer) => {
      try {
        return await openLeg(offer, media)
      } catch {
        throw new Refusal('bad_input', { issues: [{ path: 'offer', code: 'no_line_from_it' }] })
      }
    },
    enter: (call, caller) => {
      const room = openRoom((voice, { header, payload }) => {
        const sound = { source: header.ssrc, timestamp: header.timestamp, payload }
        entered.recording?.recorder.hears(voice, sound)
      }, greetingFor(media))
      const rest = { room, seenAt: performance.now(), isOver: false, recording: null, guest: null }
      const entered: BrowserCall = { ...call, ...rest }
      calls.set(call.callSid, entered)
      room.enters('caller', caller)
      return entered
    },
    find: (callSid) => calls.get(callSid) ?? null,
    all: () => [...calls.values()],
    end,
    // Each call costs a hundred packets a second: beyond this the voices of all would suffer.
    reserve: () => {
      if (calls.size + reserved >= media.calls) throw new Refusal('lines_full', { calls: media.calls })
      reserved += 1
      return {
        giveBack: () => {
          reserved -= 1
        },
      }
    },
    close: () => {
      for (const callSid of [...calls.keys()]) end(callSid)
    },
  }
}
