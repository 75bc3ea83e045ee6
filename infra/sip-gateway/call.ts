import type { TrunkCall } from '../carrier/trunk/words.ts'
import type { Address, Exchanges } from './exchanges.ts'
import { type Media, openMedia, type Place } from './media.ts'
import type { Answer, SipRequest } from './message.ts'
import { type Offer, writeAnswer } from './sdp.ts'
import { type Heard, openTrunkLine, type TrunkLine } from './trunk.ts'
import { openWords } from './words.ts'

/** A call between the trunk and the network, from its INVITE until it is over on both sides. */
export type Call = {
  invite: SipRequest
  /** Whether a request belongs to it. */
  isOf: (request: SipRequest) => boolean
  acknowledged: () => void
  /** The caller gave up before anybody answered. */
  canceled: () => void
  /** The caller has hung up. */
  left: () => void
  /** The gateway is going down. */
  end: () => void
}

export type Surroundings = {
  place: Place
  host: string
  network: { url: string; authToken: string }
  exchanges: Exchanges
  /** The call is over, and how, for the log. */
  over: (call: Call, how: string) => void
}

type Arrived = { invite: SipRequest; from: Address; offer: Offer; wanted: TrunkCall }

const gaveUp: Answer = { status: 487, reason: 'Request Terminated' }
const nobody: Answer = { status: 480, reason: 'Temporarily Unavailable' }
export const unavailable: Answer = { status: 503, reason: 'Service Unavailable', headers: ['Retry-After: 5'] }

/** How the network's word for an end is said in SIP, where the call was not answered. */
const refusals: Readonly<Record<string, Answer>> = {
  busy: { status: 486, reason: 'Busy Here' },
  'no-answer': nobody,
  canceled: nobody,
}

export function openCall(around: Surroundings, { invite, from, offer, wanted }: Arrived): Call {
  const words = openWords(around, { invite, from })
  let state: 'ringing' | 'talking' | 'over' = 'ringing'
  let isConfirmed = false
  let ending: string | undefined
  let media: Media | undefined
  let line: TrunkLine | undefined

  const finish = (how: string): void => {
    state = 'over'
    line?.hangUp()
    media?.close()
    const { heard, sent } = media?.counts() ?? { heard: 0, sent: 0 }
    around.over(call, `${how}, after ${heard} packets heard and ${sent} said`)
  }
  const refuse = (answer: Answer): void => {
    if (state !== 'ringing') return
    words.refused(answer)
    finish(`refused with ${answer.status}`)
  }
  const end = (how: string): void => {
    if (state !== 'talking') return
    line?.hangUp()
    ending ??= how
    // Whoever has not acknowledged our answer is not yet in a call that could be ended.
    if (!isConfirmed) return
    words.bye()
    finish(ending)
  }
  const confirm = (): void => {
    isConfirmed = true
    if (ending) end(ending)
  }
  const answer = (): void => {
    if (state !== 'ringing' || !media) return
    state = 'talking'
    const own = { address: around.place.address, port: media.port, session: Date.now() }
    words.answered(writeAnswer(offer, own), () => {
      ending ??= 'the caller never acknowledged'
      confirm()
    })
    media.begin()
  }
  const heard = (opened: Media): Heard => ({
    rings: () => state === 'ringing' && words.ringing(),
    answered: answer,
    plays: opened.plays,
    over: (status) => {
      refuse(refusals[status ?? ''] ?? unavailable)
      end(status === undefined ? 'the network went away' : 'the line hung up')
    },
  })
  const connect = async (): Promise<void> => {
    const opened = await openMedia(around.place, offer, {
      said: (frame) => state === 'talking' && line?.says(frame),
      pressed: (key) => state === 'talking' && line?.presses(key),
    })
    if (state === 'over') return opened.close()
    media = opened
    line = openTrunkLine(around.network, wanted, heard(opened))
  }
  const call: Call = {
    ...{ invite, isOf: words.isOf },
    acknowledged: () => {
      words.acknowledged()
      confirm()
    },
    canceled: () => refuse(gaveUp),
    left: () => {
      refuse(gaveUp)
      if (state !== 'talking') return
      words.acknowledged()
      finish('the caller hung up')
    },
    end: () => {
      isConfirmed = true
      refuse(unavailable)
      end('the gateway goes down')
    },
  }
  words.trying()
  connect().catch(() => refuse(unavailable))
  return call
}
