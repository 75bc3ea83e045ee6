import { dialEnded } from '../fixtures.ts'
import { heard, type Live } from '../network.ts'
import type { Verb } from '../twiml/read.ts'
import { callbackOf, endCall, openCall, partnerGreeting, ring, secondsOf, step } from './calls.ts'
import { confer } from './conference.ts'
import { actionStep, methodOf, type Next, numberOf, type Scene } from './scene.ts'

/** `<Dial>`: into a conference, or through to another telephone. */
export async function dial(scene: Scene, verb: Verb): Promise<Next> {
  const [noun] = verb.children
  if (noun?.name === 'Conference') {
    await confer(scene, noun)
    return actionStep(verb, dialEnded(scene.live.call, { status: 'completed' })) ?? 'next'
  }
  if (!noun) return 'next'
  const child = openLeg(scene, verb, noun)
  const status = await connect(scene, child, numberOf(verb, 'timeout', 30))
  const seconds = secondsOf(scene.net, child.call) ?? 0
  return actionStep(verb, dialEnded(scene.live.call, { status, sid: child.call.sid, seconds })) ?? 'next'
}

function openLeg(scene: Scene, verb: Verb, noun: Verb): Live {
  const { net, live } = scene
  const { call } = live
  const near = call.direction === 'inbound' ? net.account.number : call.from
  const placed = {
    direction: 'outbound-dial',
    from: verb.attributes.get('callerId') ?? near,
    to: noun.text,
    parentSid: call.sid,
  } as const
  const asked = noun.attributes.get('statusCallbackEvent')?.split(/\s+/) ?? []
  const callback = callbackOf(
    noun.attributes.get('statusCallback'),
    methodOf(noun, 'statusCallbackMethod'),
    asked,
  )
  return openCall(net, placed, { callback })
}

/** Rings the other telephone and keeps both together until either hangs up; gives how the other leg ended. */
async function connect(scene: Scene, child: Live, timeout: number): Promise<string> {
  const { net } = scene
  try {
    step(net, child, 'initiated')
    step(net, child, 'ringing')
    const outcome = await scene.line.race(ring(net, child, timeout))
    if (outcome !== 'answered') {
      child.endsAs = outcome
      return outcome
    }
    step(net, child, 'in-progress')
    const greeting = partnerGreeting(child.call)
    if (greeting) net.journal.record(heard(scene.live.call.sid, greeting))
    // The far end hanging up breaks its own line and so ends the wait; the near end breaks ours.
    await scene.line.race(untilBroken(child))
    return 'completed'
  } finally {
    child.line.break({ kind: 'hang-up' })
    if (!child.call.answeredAt) child.endsAs ??= 'canceled'
    endCall(net, child)
  }
}

async function untilBroken(child: Live): Promise<void> {
  await child.line.race(new Promise<never>(() => undefined)).catch(() => undefined)
}
