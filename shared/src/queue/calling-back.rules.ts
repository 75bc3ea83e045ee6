import type { CallProgress } from '../telephony/telephony.codes.ts'
import type { CallBackCallEnd, CallBackCallState } from './queue.codes.ts'

type Call = { state: CallBackCallState; result: CallBackCallEnd | null }

/** A call that is over without having been picked up. The network calls one „completed” whose document it could not get. */
const ends: Partial<Record<CallProgress, CallBackCallEnd>> = {
  completed: 'failed',
  busy: 'busy',
  no_answer: 'no_answer',
  failed: 'failed',
  canceled: 'canceled',
}

/** What the network's report makes of a call-back; null: nothing new. Who picked up and was no machine was reached. */
export function afterReport({ state, result }: Call, status: CallProgress): Partial<Call> | null {
  if (state === 'ended') return null
  const end = ends[status]
  if (end) return { state: 'ended', result: result ?? (state === 'answered' ? 'reached' : end) }
  return state === 'dialling' && status === 'ringing' ? { state: 'ringing' } : null
}

/** Somebody can be told of it: dialled or not, and not settled yet. */
export const isUnsettled = ({ state, result }: Call): boolean => state !== 'ended' && result === null
