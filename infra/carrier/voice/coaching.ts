import type { Network } from '../network.ts'
import { readDocument } from '../twiml/read.ts'
import { aboutParticipant, tell } from './conference.ts'
import type { Participant, Room } from './rooms.ts'

/** By whom somebody is heard: nobody, one party alone, or all. */
export type VoiceWish = { muted?: boolean | undefined; coaches?: string | null | undefined }

/** Asked twice for the same, nothing is told. */
export function setVoice(
  net: Network,
  room: Room,
  { participant, to }: { participant: Participant; to: VoiceWish },
): void {
  const { muted = participant.muted, coaches = participant.coaches ?? null } = to
  const [isMute, isCoaching] = [muted !== participant.muted, coaches !== (participant.coaches ?? null)]
  participant.muted = muted
  participant.coaches = coaches ?? undefined
  const about = aboutParticipant(participant)
  if (isMute) tell(net, room, muted ? 'participant-mute' : 'participant-unmute', about)
  if (isCoaching) tell(net, room, 'participant-modify', about)
}

const nothing = readDocument('<Response/>', { url: 'https://api.twilio.com/', where: 'call' })

/** Sends one party out of a room; their call goes on to whatever follows, which is nothing. */
export function sendOut(net: Network, { callSid }: Participant): void {
  net.live.get(callSid)?.line.break({ kind: 'goto', step: { kind: 'play', document: nothing } })
}
