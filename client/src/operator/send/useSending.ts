import { useState } from 'react'
import { useBestTeam } from './teams.ts'
import { type About, useSendTeam } from './useSendTeam.ts'

export type Sending = ReturnType<typeof useSending>

/** What is chosen on a sheet that sends a team: the best one, unless another is named. */
export function useSending(onSent: () => void, { was112 = false }: { was112?: boolean } = {}) {
  const best = useBestTeam()
  const [named, setTeamId] = useState<string | null>(null)
  const [called112, setCalled112] = useState(was112)
  const [note, setNote] = useState('')
  const { send, isPending, error } = useSendTeam(onSent)
  const teamId = named ?? best?.id ?? null
  return {
    ...{ teamId, setTeamId, called112, setCalled112, note, setNote, isPending, error },
    send: (about: About) => send({ ...about, teamId, note, called112 }),
  }
}
