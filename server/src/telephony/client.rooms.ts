import type twilio from 'twilio'

/** Somebody in a conference. */
export type Party = {
  roomSid: string
  sid: string
  label: string | null
  isMuted: boolean
  /** Heard by this call alone. */
  coaches: string | null
}

export type PartyVoice = Pick<Party, 'isMuted' | 'coaches'>

/** What is asked of the carrier about who hears whom. */
export type CarrierRooms = {
  /** Also while they wait for the conference to begin; nobody where it is over. */
  partiesIn: (room: string) => Promise<Party[]>
  setVoice: (party: Pick<Party, 'roomSid' | 'sid'>, voice: PartyVoice) => Promise<void>
  sendOut: (party: Pick<Party, 'roomSid' | 'sid'>) => Promise<void>
}

export function openRooms(client: ReturnType<typeof twilio>): CarrierRooms {
  return {
    partiesIn: async (room) => {
      const named = await client.conferences.list({ friendlyName: room, limit: 20 })
      const found = named.find(({ status }) => status !== 'completed')
      if (!found) return []
      const listed = await client.conferences(found.sid).participants.list({ limit: 50 })
      return listed.map(({ callSid, label, muted, coaching, callSidToCoach }) => ({
        ...{ roomSid: found.sid, sid: callSid, label, isMuted: muted },
        coaches: coaching ? callSidToCoach : null,
      }))
    },
    setVoice: async ({ roomSid, sid }, { isMuted, coaches }) => {
      const coach = coaches === null ? { coaching: false } : { coaching: true, callSidToCoach: coaches }
      await client
        .conferences(roomSid)
        .participants(sid)
        .update({ muted: isMuted, ...coach })
    },
    sendOut: async ({ roomSid, sid }) => {
      await client.conferences(roomSid).participants(sid).remove()
    },
  }
}
