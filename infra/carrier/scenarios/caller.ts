import { readMedia } from '../media.ts'
import type { Network } from '../network.ts'
import * as phones from '../phones.ts'
import { NotPossible } from '../phones.ts'
import { type Call, isOver } from '../register.ts'
import type { Act, Appearance } from './plan.ts'
import type { Tally } from './tally.ts'

/** The time of a scenario. Waiting rejects once it is stopped; `unless` ends one wait early. */
export type Clock = { wait(seconds: number, unless?: AbortSignal): Promise<void> }

type Scene = { net: Network; clock: Clock; tally: Tally }

/** One telephone from its first step to its last. Whoever is still on the line then, or is stopped, hangs up. */
export async function appear(scene: Scene, { from, at, does }: Appearance): Promise<void> {
  let call: Call | undefined
  try {
    await scene.clock.wait(at)
    for (const act of does) {
      if (act.do === 'call') call = phones.dial(scene.net, { from })
      else if (act.do === 'text')
        await phones.sendText(scene.net, { from, body: act.words, media: readMedia(act.media ?? []) })
      else if (act.do === 'wait') await wait(scene, call, act)
      else if (call) await onTheLine(scene, call, act)
    }
  } finally {
    if (call) await hangUp(scene.net, call)
  }
}

async function onTheLine(
  { net, tally }: Scene,
  call: Call,
  act: Extract<Act, { do: 'say' | 'press' | 'hangUp' }>,
): Promise<void> {
  if (act.do === 'hangUp') return hangUp(net, call)
  const which = { sid: call.sid }
  try {
    if (act.do === 'say') phones.say(net, which, act.words)
    else await phones.press(net, which, act.keys)
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
    tally.miss()
  }
}

/** Not a miss if the other end was quicker. */
async function hangUp(net: Network, call: Call): Promise<void> {
  if (isOver(call)) return
  try {
    await phones.hangUp(net, { sid: call.sid })
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
  }
}

async function wait(
  { net, clock, tally }: Scene,
  call: Call | undefined,
  { seconds, until }: Extract<Act, { do: 'wait' }>,
): Promise<void> {
  if (!until || !call) return clock.wait(seconds)
  const isReached = () => isOver(call) || (until === 'answered' && tally.isAnswered(call.sid))
  if (isReached()) return
  const reached = new AbortController()
  const stop = net.journal.watch(() => {
    if (isReached()) reached.abort()
  })
  try {
    await clock.wait(seconds, reached.signal)
  } finally {
    stop()
  }
}
