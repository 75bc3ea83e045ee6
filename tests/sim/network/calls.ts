import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { CallStatus, Leg } from '@veghe/infra/carrier/leg.ts'
import { sidOf } from '@veghe/infra/carrier/sids.ts'
import type { Line, Posted } from '../../support/line.ts'

/** Where a caller is, as the network alone knows. `between`: sent on, and the next document is not there yet. */
export type Place = 'ringing' | 'parked' | 'room' | 'between' | 'over'

export type Call = {
  leg: Leg
  place: Place
  /** The address to be asked for next; null while the caller stays where they are. */
  next: string | null
  /** What the product's own addresses say of the call: its contact and its county. */
  about: string
  startedAt: Date
  answeredAt: Date | null
  endedAt: Date | null
  /** Numbers what is told of the call. */
  told: number
}

/** What becomes of a request for a document: a network may lose it, or ask several times at once. */
export type Asking = 'once' | 'thrice' | 'lost'

/** A telephone network that does nothing by itself. What it has to report is handed out and delivered by others. */
export type Network = {
  calls: Call[]
  /** Somebody calls, by telephone or through the trunk of a region. Nobody has been told yet. */
  rings: (from: string, region: string | null) => Call
  /** The network asks what the caller is to hear next, and plays the answer. */
  goesOn: (call: Call, asking: Asking) => Promise<Posted[]>
  /** By the caller or by whoever speaks to them. */
  hangsUp: (call: Call) => Posted[]
  /** Sent elsewhere by the product. */
  moves: (call: Call, url: string) => Posted[]
}

const fallback = '/twilio/fallback'

export function openNetwork({ line, now }: { line: Line; now: () => Date }): Network {
  const calls: Call[] = []

  const ask = async (call: Call, path: string, asking: Asking): Promise<string | null> => {
    if (asking === 'lost') return null
    const posted = { path, params: requestFor(call, path) }
    const copies = Array.from({ length: asking === 'thrice' ? 3 : 1 }, () => line.posts(posted))
    const [first] = await Promise.all(copies)
    return first && first.status < 300 ? first.body : null
  }
  const over = (call: Call): Posted[] => {
    const { place } = call
    Object.assign(call, { place: 'over', next: null, endedAt: now() })
    const steps = place === 'room' ? roomLeft(call, 'participant_hung_up', now()) : []
    return [...(place === 'parked' ? [queueLeft(call, 'hangup', now())] : []), ...steps, ended(call, now())]
  }
  const goElsewhere = (call: Call, next: string): void => void Object.assign(call, { place: 'between', next })

  const play = (call: Call, document: string): Posted[] => {
    const first = call.answeredAt ? [] : [status(call, 'in-progress', now())]
    call.answeredAt ??= now()
    const [, about] = /waitUrl="[^"?]*\?([^"]*)"/.exec(document) ?? []
    if (about !== undefined) {
      Object.assign(call, { place: 'parked', next: null, about: about.replaceAll('&amp;', '&') })
      return first
    }
    if (document.includes('<Conference')) {
      Object.assign(call, { place: 'room', next: null })
      return [...first, roomStep(call, 'participant-join', now())]
    }
    if (!document.includes('<Redirect>')) return over(call)
    goElsewhere(call, '/twilio/voice')
    return first
  }
  return {
    calls,
    rings: (from, region) => {
      const headers = region ? { 'X-PAI': `tel:${from}`, 'X-Trunk-Region': region } : undefined
      const leg = line.call(from, headers ? { headers } : {})
      const times = { startedAt: now(), answeredAt: null, endedAt: null }
      const call: Call = { leg, place: 'ringing', next: '/twilio/voice', about: '', told: 0, ...times }
      calls.push(call)
      return call
    },
    goesOn: async (call, asking) => {
      const path = nextOf(call)
      if (path === null) return []
      const document = await ask(call, path, asking)
      // Hung up or sent elsewhere while the answer was under way.
      if (nextOf(call) !== path) return []
      if (document === null && path === fallback) return over(call)
      if (document === null) goElsewhere(call, fallback)
      if (document === null || path.startsWith('/twilio/wait')) return []
      return play(call, document)
    },
    hangsUp: over,
    moves: (call, url) => {
      const { place } = call
      goElsewhere(call, url)
      if (place === 'parked') return [queueLeft(call, 'redirected', now())]
      return place === 'room' ? roomLeft(call, 'participant_updated_via_api', now()) : []
    },
  }
}

const nextOf = ({ place, next, about }: Call): string | null =>
  next ?? (place === 'parked' ? `/twilio/wait?${about}` : null)

const legOf = ({ leg, answeredAt }: Call): Leg => ({ ...leg, status: answeredAt ? 'in-progress' : 'ringing' })

const queueSid = sidOf('QU', 'where callers wait')
const waiting = { queueSid, position: 1, seconds: 42, average: 35, size: 1, max: 1000 }

function requestFor(call: Call, path: string): Posted['params'] {
  const leg = legOf(call)
  if (path.startsWith('/twilio/wait')) return fixtures.voiceWait(leg, waiting)
  return path === fallback ? fixtures.fallback(leg, { code: 11200, url: path }) : fixtures.voiceInbound(leg)
}

function queueLeft(call: Call, result: fixtures.QueueResult, at: Date): Posted {
  const seconds = Math.round((at.getTime() - call.startedAt.getTime()) / 1000)
  const leg = { ...legOf(call), ...(result === 'hangup' ? { status: 'completed' as const } : {}) }
  return {
    path: `/twilio/left?${call.about}`,
    params: fixtures.queueLeft(leg, { queueSid, seconds, result }),
  }
}

const roomLeft = (call: Call, reason: string, at: Date): Posted[] => [
  roomStep(call, 'participant-leave', at, reason),
  roomStep(call, 'conference-end', at),
]

function roomStep(call: Call, kind: string, at: Date, reason?: string): Posted {
  const { sid, accountSid } = call.leg
  const name = new URLSearchParams(call.about).get('contact') ?? ''
  const caller = { CallSid: sid, ParticipantLabel: 'caller', EndConferenceOnExit: 'true' }
  const about: Posted['params'] = kind.startsWith('participant') ? caller : {}
  call.told += 1
  const params = fixtures.conferenceStep(
    { sid: sidOf('CF', name), name, accountSid },
    { kind, sequence: call.told, at },
    { ...about, ...(reason ? { ReasonParticipantLeft: reason } : {}) },
  )
  return { path: `/twilio/conf?${call.about}`, params }
}

const ended = (call: Call, at: Date): Posted => status(call, call.answeredAt ? 'completed' : 'no-answer', at)

function status(call: Call, word: CallStatus, at: Date): Posted {
  const seconds = call.answeredAt && Math.round((at.getTime() - call.answeredAt.getTime()) / 1000)
  const length = word === 'completed' ? { seconds: seconds ?? 0 } : {}
  call.told += 1
  const params = fixtures.callStatus({ ...call.leg, status: word }, { sequence: call.told, at, ...length })
  return { path: '/twilio/status', params }
}
