import * as fixtures from '../../infra/carrier/fixtures.ts'
import { inboundLeg, type Leg, type Text } from '../../infra/carrier/leg.ts'
import { newSid } from '../../infra/carrier/sids.ts'
import { type Params, signedForm } from '../../infra/carrier/signature.ts'
import type { World } from './world.ts'

/** The carrier's requests made by hand, for an order and a number of copies that no network would choose. */
export type Posted = { path: string; params: Params }
export type Answered = { status: number; body: string }

export async function post(world: World, { path, params }: Posted, turn = 0): Promise<Answered> {
  const { headers, body } = signedForm(`${world.origin}${path}`, params, world.stage.account.authToken)
  const response = await fetch(`${world.webUrls(turn)[0]}${path}`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.text() }
}

export function newCall({ stage, posted }: World, from: string): Leg {
  const leg = inboundLeg(stage.account, { from })
  posted.push(leg.sid)
  return leg
}

export function newText({ stage, posted }: World, from: string, body: string): Text {
  const { accountSid, number, messagingServiceSid } = stage.account
  const sid = newSid('SM')
  posted.push(sid)
  return {
    ...{ accountSid, sid, from, to: number, body, messagingServiceSid },
    ...{ direction: 'inbound', status: 'received' },
  }
}

export const arrival = (leg: Leg): Posted => ({ path: '/twilio/voice', params: fixtures.voiceInbound(leg) })
export const message = (text: Text): Posted => ({ path: '/twilio/messages', params: fixtures.smsIn(text) })

/** One of the network's reports about a call, numbered as the network numbers them. */
export const report = (leg: Leg, status: Leg['status'], sequence: number, at: Date): Posted => ({
  path: '/twilio/status',
  params: fixtures.callStatus(
    { ...leg, status },
    { sequence, at, ...(status === 'completed' ? { seconds: 9 } : {}) },
  ),
})
