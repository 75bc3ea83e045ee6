import { softphoneCalls } from '../fixtures.ts'
import { softphoneLeg } from '../leg.ts'
import type { Live, Network } from '../network.ts'
import { openCall } from '../voice/calls.ts'
import { converse } from '../voice/converse.ts'
import { openSoftLine, type SoftLine } from './line.ts'
import { type Json, jsonIn, type Message, type Say, textIn } from './messages.ts'
import { type Pass, readToken } from './token.ts'

/** One softphone, from when its page connects until it is gone. */
export type Session = { hear(message: Message): void; leave(): void }

export function openSession(net: Network, say: Say): Session {
  let pass: Pass | undefined
  let isGone = false
  const calls = new Map<string, Live>()
  const heard: Record<string, (payload: Json) => void> = {
    listen(payload) {
      pass = readToken(textIn(payload, 'token'), net.account, net.now())
      if (!pass) return say('error', { error: { code: 31204, message: 'JWT is invalid' } })
      const ttl = Math.round((pass.until.getTime() - net.now().getTime()) / 1000)
      const place = { region: 'US_EAST_VIRGINIA', edge: 'ashburn', home: 'us1', gateway: 'stand-in' }
      say('connected', { ...place, token: { identity: pass.identity, ttl } })
    },
    register: () => say('ready'),
    invite(payload) {
      if (!pass || pass.until < net.now()) return refuse(say, textIn(payload, 'callsid'))
      void call(net, { pass, payload, say, calls, isGone: () => isGone })
    },
    hangup: (payload) => calls.get(textIn(payload, 'callsid'))?.line.break({ kind: 'hang-up' }),
    dtmf(payload) {
      const [sid, digits] = [textIn(payload, 'callsid'), textIn(payload, 'dtmf')]
      if (calls.get(sid)?.line.press(digits)) net.journal.record({ what: 'call.pressed', sid, digits })
    },
  }
  return {
    hear: ({ type, payload }) => (Object.hasOwn(heard, type) ? heard[type]?.(payload) : undefined),
    leave() {
      isGone = true
      for (const live of calls.values()) live.line.break({ kind: 'hang-up' })
    },
  }
}

type Calling = { pass: Pass; payload: Json; say: Say; calls: Map<string, Live>; isGone: () => boolean }

/** The softphone calls the application, whose document says where the call goes. */
async function call(net: Network, { pass, payload, say, calls, isGone }: Calling): Promise<void> {
  const ownSid = textIn(payload, 'callsid')
  let line: SoftLine
  try {
    line = await openSoftLine(textIn(payload, 'sdp'))
  } catch {
    return refuse(say, ownSid)
  }
  if (isGone()) return line.close()
  const { direction, from, to } = softphoneLeg(net.account, pass)
  const live = openCall(net, { direction, from, to }, { sound: line })
  const { sid } = live.call
  // Until it is answered, the softphone knows its call by the name it gave it itself.
  for (const name of [sid, ownSid]) calls.set(name, live)
  say('ack', { callsid: sid, call_sid: sid, ack_type: 'call' })
  const unwatch = net.journal.watch((entry) => {
    if (entry.what === 'call.status' && entry.sid === sid && entry.status === 'in-progress')
      say('answer', { callsid: sid, sdp: line.answer })
  })
  const params = Object.fromEntries(new URLSearchParams(textIn(jsonIn(payload, 'twilio'), 'params')))
  const extra = softphoneCalls(live.call, { application: pass.application, params })
  await converse(net, live, { kind: 'fetch', url: net.number.clientUrl, method: 'POST', extra })
  unwatch()
  for (const name of [sid, ownSid]) calls.delete(name)
  say('hangup', { callsid: ownSid })
  line.close()
}

const refuse = (say: Say, callsid: string): void =>
  say('hangup', { callsid, error: { code: 31002, message: 'Connection declined' } })
