import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import type { Party, PartyVoice } from './client.rooms.ts'
import { isSupervisor, supervisorLabel } from './twiml.ts'

/** `holderSid`: the line by which whoever holds the call came in last. */
export type Supervisor = { staffId: StaffId; mode: SupervisorMode; holderSid: string | null }

/** What to ask of the carrier so that those in a conference are who they should be, and heard by whom they should. */
export type Seating = {
  isIn: boolean
  out: Party[]
  voices: { party: Party; voice: PartyVoice }[]
}

export function seating(parties: readonly Party[], supervisor: Supervisor | null): Seating {
  const present = parties.filter(({ label }) => isSupervisor(label))
  const label = supervisor && supervisorLabel(supervisor.staffId)
  const theirs = present.filter((party) => party.label === label)
  const holder = parties.find(({ sid }) => sid === supervisor?.holderSid)
  const voice = voiceOf(supervisor?.mode ?? 'listen', holder?.sid ?? null)
  return {
    isIn: theirs.length > 0,
    out: present.filter((party) => party.label !== label),
    voices: theirs.filter((party) => !isHeardAs(party, voice)).map((party) => ({ party, voice })),
  }
}

/** Whoever whispers to an operator who is not there is heard by nobody, and never by the caller. */
function voiceOf(mode: SupervisorMode, holderSid: string | null): PartyVoice {
  if (mode === 'barge') return { isMuted: false, coaches: null }
  if (mode === 'whisper' && holderSid) return { isMuted: false, coaches: holderSid }
  return { isMuted: true, coaches: null }
}

const isHeardAs = (party: PartyVoice, { isMuted, coaches }: PartyVoice): boolean =>
  party.isMuted === isMuted && party.coaches === coaches

const loudness: Record<SupervisorMode, number> = { listen: 0, whisper: 1, barge: 2 }

/** Heard by fewer than before. */
export const isQuieter = (mode: SupervisorMode, than: SupervisorMode): boolean =>
  loudness[mode] < loudness[than]
