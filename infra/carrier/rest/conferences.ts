import { rfc2822 } from '../fixtures.ts'
import type { Network } from '../network.ts'
import { sendOut, setVoice, type VoiceWish } from '../voice/coaching.ts'
import { closeRoom, hold } from '../voice/conference.ts'
import type { Participant, Room } from '../voice/rooms.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, methodOf, paging, textOf } from './handler.ts'
import { listBody, pageOf } from './lists.ts'
import type { Form } from './requests.ts'

const fetch: Handler = {
  plays: [],
  serve: (net, { path }) => ({ status: 200, body: roomBody(net, roomOf(net, path.Sid)) }),
}

const list: Handler = {
  plays: [...paging, 'FriendlyName', 'Status'],
  serve(net, { query }) {
    const path = `${API}/Accounts/${net.account.accountSid}/Conferences.json`
    const same = (name: string, value: string) => !query.has(name) || query.get(name) === value
    const fits = (room: Room) => same('FriendlyName', room.name) && same('Status', room.status)
    const page = pageOf(net.rooms.all(), query, { path, sidOf: (room) => room.sid, fits })
    return { status: 200, body: listBody('conferences', page, { path, view: (room) => roomBody(net, room) }) }
  },
}

const update: Handler = {
  plays: ['Status'],
  serve(net, { path }) {
    const room = roomOf(net, path.Sid)
    closeRoom(room, 'conference-ended-via-api')
    return { status: 200, body: roomBody(net, room) }
  },
}

const listParticipants: Handler = {
  plays: paging,
  serve(net, { path, query }) {
    const room = roomOf(net, path.ConferenceSid)
    const uri = `${API}/Accounts/${net.account.accountSid}/Conferences/${room.sid}/Participants.json`
    const page = pageOf(room.participants, query, {
      path: uri,
      sidOf: (participant) => participant.callSid,
      fits: () => true,
    })
    const view = (participant: Participant) => participantBody(net, room, participant)
    return { status: 200, body: listBody('participants', page, { path: uri, view }) }
  },
}

const fetchParticipant: Handler = {
  plays: [],
  serve(net, { path }) {
    const room = roomOf(net, path.ConferenceSid)
    return { status: 200, body: participantBody(net, room, participantOf(room, path.CallSid)) }
  },
}

const updateParticipant: Handler = {
  plays: ['Hold', 'HoldUrl', 'HoldMethod', 'Muted', 'Coaching', 'CallSidToCoach'],
  serve(net, { path, form }) {
    const room = roomOf(net, path.ConferenceSid)
    const participant = participantOf(room, path.CallSid)
    const held = form.get('Hold')
    const to = { url: textOf(form, 'HoldUrl'), method: methodOf(form, 'HoldMethod') }
    if (typeof held === 'boolean') hold(net, room, { participant, to: { ...to, held } })
    setVoice(net, room, { participant, to: voiceOf(room, form) })
    return { status: 200, body: participantBody(net, room, participant) }
  },
}

/** Whoever is to coach says whom, and that one must be there. */
function voiceOf(room: Room, form: Form): VoiceWish {
  const [muted, coaching] = [form.get('Muted'), form.get('Coaching')]
  const coached = textOf(form, 'CallSidToCoach')
  if (coaching === true && !coached) throw new RestRefusal(20001, 'CallSidToCoach must be defined')
  if (coached) participantOf(room, coached)
  return {
    muted: typeof muted === 'boolean' ? muted : undefined,
    coaches: coaching === false ? null : coached,
  }
}

const removeParticipant: Handler = {
  plays: [],
  serve(net, { path }) {
    sendOut(net, participantOf(roomOf(net, path.ConferenceSid), path.CallSid))
    return { status: 204, body: {} }
  },
}

export const conferenceOperations: Record<string, Handler> = {
  FetchConference: fetch,
  ListConference: list,
  UpdateConference: update,
  ListParticipant: listParticipants,
  FetchParticipant: fetchParticipant,
  UpdateParticipant: updateParticipant,
  DeleteParticipant: removeParticipant,
}

/** By the call's own id, or by the label it was given. */
function participantOf(room: Room, wanted = ''): Participant {
  const participant = room.participants.find(({ callSid, label }) => callSid === wanted || label === wanted)
  if (!participant) throw new RestRefusal(20404)
  return participant
}

function roomOf(net: Network, sid = ''): Room {
  const room =
    net.rooms.bySid(sid) ?? net.rooms.all().find((room) => room.name === sid && room.status !== 'completed')
  if (!room) throw new RestRefusal(20404)
  return room
}

function roomBody(net: Network, room: Room): object {
  const uri = `${API}/Accounts/${net.account.accountSid}/Conferences/${room.sid}`
  const { closing } = room
  return {
    sid: room.sid,
    account_sid: net.account.accountSid,
    friendly_name: room.name,
    status: room.status,
    region: 'us1',
    date_created: rfc2822(room.createdAt),
    date_updated: rfc2822(room.updatedAt),
    // Twilio's text says null while the conference runs, its schema forbids null; leaving it out breaks neither.
    ...(closing ? { reason_conference_ended: closing.reason } : {}),
    call_sid_ending_conference: closing?.by?.callSid ?? null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json`, recordings: `${uri}/Recordings.json` },
  }
}

function participantBody(net: Network, room: Room, participant: Participant): object {
  const conference = `${API}/Accounts/${net.account.accountSid}/Conferences/${room.sid}`
  return {
    call_sid: participant.callSid,
    conference_sid: room.sid,
    account_sid: net.account.accountSid,
    label: participant.label ?? null,
    muted: participant.muted,
    hold: participant.held,
    coaching: participant.coaches !== undefined,
    call_sid_to_coach: participant.coaches ?? null,
    start_conference_on_enter: participant.starts,
    end_conference_on_exit: participant.endsRoom,
    status: 'connected',
    queue_time: '0',
    date_created: rfc2822(participant.joinedAt),
    date_updated: rfc2822(participant.joinedAt),
    uri: `${conference}/Participants/${participant.callSid}.json`,
  }
}
