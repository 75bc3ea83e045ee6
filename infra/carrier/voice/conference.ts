import { conferenceStep } from '../fixtures.ts'
import type { Network } from '../network.ts'
import type { Params } from '../signature.ts'
import type { Verb } from '../twiml/read.ts'
import { Interrupted, type Line, openLine } from './line.ts'
import { type Aside, isReady, type Participant, type Room } from './rooms.ts'
import { flagOf, methodOf, type Scene } from './scene.ts'

const BETWEEN_DOCUMENTS = 2

/** Keeps the call in a room until the room is over; leaving by any way is told to the room's callback. */
export async function confer(scene: Scene, noun: Verb): Promise<void> {
  const { net, live } = scene
  const room = net.rooms.open(noun.text, callbackOf(noun))
  const participant: Participant = {
    callSid: live.call.sid,
    sound: live.sound && net.recordings.tapped(live.call.sid, live.sound),
    label: noun.attributes.get('participantLabel'),
    muted: flagOf(noun, 'muted', false),
    held: false,
    coaches: undefined,
    aside: openAside(scene),
    starts: flagOf(noun, 'startConferenceOnEnter', true),
    endsRoom: flagOf(noun, 'endConferenceOnExit', false),
    joinedAt: net.now(),
  }
  enter(net, room, participant)
  let reason = 'conference_ended_via_api'
  try {
    await untilBegun(scene, noun, room)
    await scene.line.race(room.over)
  } catch (error) {
    reason =
      error instanceof Interrupted && error.by.kind === 'goto'
        ? 'participant_updated_via_api'
        : 'participant_hung_up'
    throw error
  } finally {
    goOut(net, room, { participant, reason, callStatus: live.endsAs ?? 'completed' })
  }
}

/** Sends everybody out of a room. */
export function closeRoom(room: Room, reason: string, by?: Participant): void {
  if (room.closing) return
  room.closing = { reason, by }
  room.status = 'completed'
  room.end()
}

export type Hold = { held: boolean; url: string | undefined; method: 'GET' | 'POST' }

/** Puts somebody aside or takes them back. Asked twice for the same, only what they hear changes. */
export function hold(
  net: Network,
  room: Room,
  { participant, to }: { participant: Participant; to: Hold },
): void {
  const isNew = participant.held !== to.held
  participant.held = to.held
  if (to.held) participant.aside.play(to.url, to.method)
  else participant.aside.stop()
  if (isNew)
    tell(net, room, to.held ? 'participant-hold' : 'participant-unhold', aboutParticipant(participant))
}

function openAside(scene: Scene): Aside {
  let music: Line | undefined
  const stop = () => {
    music?.break({ kind: 'cut' })
    music = undefined
  }
  return {
    stop,
    play(url, method) {
      stop()
      if (!url) return
      const line = openLine(scene.net.secondMs)
      music = line
      // A document that fails leaves silence; the refusal itself already stands in the journal.
      scene
        .run({ ...scene, line, where: 'room' }, { kind: 'fetch', url, method, extra: {} })
        .catch(() => undefined)
    },
  }
}

function enter(net: Network, room: Room, participant: Participant): void {
  room.participants.push(participant)
  room.bridge.heed()
  room.updatedAt = net.now()
  net.journal.record({ what: 'room.joined', sid: participant.callSid, room: room.name })
  tell(net, room, 'participant-join', aboutParticipant(participant))
  if (room.status !== 'init' || !isReady(room)) return
  room.status = 'in-progress'
  tell(net, room, 'conference-start', {})
  room.begin()
}

type Leaving = { participant: Participant; reason: string; callStatus: string }

function goOut(net: Network, room: Room, { participant, reason, callStatus }: Leaving): void {
  room.participants = room.participants.filter((other) => other !== participant)
  room.updatedAt = net.now()
  room.bridge.heed()
  participant.aside.stop()
  net.journal.record({ what: 'room.left', sid: participant.callSid, room: room.name })
  const about = {
    ...aboutParticipant(participant),
    ParticipantCallStatus: callStatus,
    ReasonParticipantLeft: reason,
  }
  tell(net, room, 'participant-leave', about)
  if (participant.endsRoom) closeRoom(room, 'participant-with-end-conference-on-exit-left', participant)
  if (room.participants.length > 0) return
  closeRoom(room, 'last-participant-left', participant)
  tell(net, room, 'conference-end', aboutEnd(room))
}

function aboutEnd(room: Room): Params {
  const { reason = '', by } = room.closing ?? {}
  const ending: Params = by
    ? { CallSidEndingConference: by.callSid, ParticipantLabelEndingConference: by.label ?? '' }
    : {}
  return { ...ending, ReasonConferenceEnded: reason, Reason: reason }
}

/** Before the conference begins its own documents sound; they stop in the middle of a word when it does. */
async function untilBegun(scene: Scene, noun: Verb, room: Room): Promise<void> {
  const url = noun.attributes.get('waitUrl')
  const music = openLine(scene.net.secondMs)
  const method = methodOf(noun, 'waitMethod')
  const sounding = async () => {
    while (url) {
      await scene.run({ ...scene, line: music, where: 'room' }, { kind: 'fetch', url, method, extra: {} })
      await music.wait(BETWEEN_DOCUMENTS)
    }
  }
  // A waiting document that fails leaves silence; the refusal itself already stands in the journal.
  const silence = sounding().catch(() => undefined)
  try {
    await scene.line.race(Promise.race([room.begun, room.over]))
  } finally {
    music.break({ kind: 'cut' })
    await silence
  }
}

export function tell(net: Network, room: Room, kind: string, about: Params): void {
  const { callback } = room
  const word = kind.replace(/^(participant|conference)-(un)?/, '')
  if (!callback?.on.has(word)) return
  const place = { sid: room.sid, name: room.name, accountSid: net.account.accountSid }
  const params = conferenceStep(place, { kind, sequence: room.sequence, at: net.now() }, about)
  room.sequence += 1
  void net.webhooks.ask({
    sid: about.CallSid ?? room.sid,
    url: callback.url,
    method: callback.method,
    params,
  })
}

export function aboutParticipant(participant: Participant): Params {
  return {
    CallSid: participant.callSid,
    ...(participant.label ? { ParticipantLabel: participant.label } : {}),
    Muted: String(participant.muted),
    Hold: String(participant.held),
    Coaching: String(participant.coaches !== undefined),
    StartConferenceOnEnter: String(participant.starts),
    EndConferenceOnExit: String(participant.endsRoom),
  }
}

function callbackOf(noun: Verb): Room['callback'] {
  const url = noun.attributes.get('statusCallback')
  if (!url) return undefined
  const asked = noun.attributes.get('statusCallbackEvent')?.split(/\s+/) ?? []
  return { url, method: methodOf(noun, 'statusCallbackMethod'), on: new Set(asked) }
}
