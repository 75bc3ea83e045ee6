import type { SupervisorMode, Voice } from './telephony.codes.ts'

export type RoomState = {
  /** The caller waits, or stands with the operator. */
  stage: 'parked' | 'connected'
  /** The operator has put the caller aside for a moment. */
  isHeld: boolean
  supervisor: SupervisorMode | null
}

export type Hearing = Readonly<Record<Voice, ReadonlySet<Voice>>>

const only = (...voices: Voice[]): ReadonlySet<Voice> => new Set(voices)
const nobody = only()

/**
 * Whom each party hears. A caller who is with nobody hears the line's own voice, never nothing; a supervisor who
 * only listens is heard by nobody, and one who whispers by the operator alone.
 */
export function hearing({ stage, isHeld, supervisor }: RoomState): Hearing {
  const alone = stage === 'parked' || isHeld
  const toAll: Voice[] = supervisor === 'barge' ? ['supervisor'] : []
  const toOperator: Voice[] = supervisor === 'barge' || supervisor === 'whisper' ? ['supervisor'] : []
  if (stage === 'parked')
    return { caller: only('prompt'), operator: nobody, supervisor: nobody, guest: nobody, prompt: nobody }
  const caller: Voice[] = alone ? [] : ['caller']
  return {
    caller: alone ? only('prompt') : only('operator', 'guest', ...toAll),
    operator: only('guest', ...caller, ...toOperator),
    supervisor: only('operator', 'guest', ...caller),
    guest: only('operator', ...caller, ...toAll),
    prompt: nobody,
  }
}
