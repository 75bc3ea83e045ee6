import { dialEnded } from '../fixtures.ts'
import { heard, type Live, type Network } from '../network.ts'
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
  const child = await connectFirst(scene, {
    children: verb.children.map((one) => openLeg(scene, verb, one)),
    timeout: numberOf(verb, 'timeout', 30),
  })
  const seconds = secondsOf(scene.net, child.call) ?? 0
  const ended = { status: child.endsAs ?? 'completed', sid: child.call.sid, seconds }
  return actionStep(verb, dialEnded(scene.live.call, ended)) ?? 'next'
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

/**
 * Rings the other telephones at once and keeps the caller together with the first that is picked up, until either hangs
 * up. Gives that leg, or the last that was not picked up.
 */
async function connectFirst(
  scene: Scene,
  { children, timeout }: { children: readonly Live[]; timeout: number },
): Promise<Live> {
  const { net } = scene
  try {
    const ringing = children.map(async (child) => {
      step(net, child, 'initiated')
      step(net, child, 'ringing')
      const outcome = await ring(net, child, timeout)
      if (outcome === 'answered') return child
      child.endsAs = outcome
      stopRinging(net, child)
      throw new Error(outcome)
    })
    const picked = await scene.line.race(Promise.any(ringing)).catch((error: unknown) => {
      if (error instanceof AggregateError) return undefined
      throw error
    })
    if (picked) await talk(scene, { picked, others: children.filter((child) => child !== picked) })
    return picked ?? lastOf(children)
  } finally {
    for (const child of children) stopRinging(net, child)
  }
}

/** The far end hanging up breaks its own line and so ends the wait; the near end breaks ours. */
async function talk(
  scene: Scene,
  { picked, others }: { picked: Live; others: readonly Live[] },
): Promise<void> {
  const { net } = scene
  step(net, picked, 'in-progress')
  for (const other of others) stopRinging(net, other)
  const greeting = partnerGreeting(picked.call)
  if (greeting) net.journal.record(heard(scene.live.call.sid, greeting))
  await scene.line.race(untilBroken(picked))
}

function stopRinging(net: Network, child: Live): void {
  child.line.break({ kind: 'hang-up' })
  if (!child.call.answeredAt) child.endsAs ??= 'canceled'
  endCall(net, child)
}

function lastOf(children: readonly Live[]): Live {
  const last = children.at(-1)
  if (!last) throw new Error('Nobody was dialled.')
  return last
}

async function untilBroken(child: Live): Promise<void> {
  await child.line.race(new Promise<never>(() => undefined)).catch(() => undefined)
}
