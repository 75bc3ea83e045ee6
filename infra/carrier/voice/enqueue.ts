import { strikes } from '../faults.ts'
import { type QueueResult, queueLeft, voiceWait } from '../fixtures.ts'
import type { Verb } from '../twiml/read.ts'
import { Interrupted, isCut, type Step } from './line.ts'
import { join, leave, type Member, placeOf, type Queue } from './queues.ts'
import { actionStep, methodOf, type Next, numberOf, type Scene } from './scene.ts'

/** Between two requests for the waiting document, however short it is: a stand-in must not hammer the product. */
const BETWEEN_DOCUMENTS = 2

/** Twilio's own music, where no waiting document is named. */
const MUSIC_SECONDS = 30

/** Parks the call. It ends when the call is sent elsewhere, leaves, or hangs up; the action address hears which. */
export async function enqueue(scene: Scene, verb: Verb): Promise<Next> {
  const { net, live } = scene
  const { sid } = live.call
  const queue = net.queues.open(verb.text)
  const max = Math.min(queue.max, numberOf(verb, 'maxQueueSize', queue.max))
  if (strikes(net.faults, 'fullQueues') || queue.members.length >= max) {
    return afterwards(scene, verb, { queueSid: queue.sid, seconds: 0, result: 'queue-full' })
  }
  const member = join(queue, sid, net)
  net.journal.record({ what: 'call.queued', sid, queue: queue.name })
  const goOut = (result: QueueResult): Left => {
    const seconds = leave(queue, member, net)
    net.journal.record({ what: 'call.unqueued', sid, queue: queue.name, result, seconds })
    return { queueSid: queue.sid, seconds, result }
  }
  try {
    const outcome = await waitThere(scene, verb, { queue, member })
    if (outcome === 'leave') return afterwards(scene, verb, goOut('leave'))
    tell(scene, verb, goOut('hangup'))
    return 'hang-up'
  } catch (error) {
    if (isCut(error)) throw error
    const left = goOut(resultOf(error))
    if (left.result !== 'error') tell(scene, verb, left)
    throw error
  }
}

async function waitThere(
  scene: Scene,
  verb: Verb,
  place: { queue: Queue; member: Member },
): Promise<'leave' | 'hang-up'> {
  const { net, live } = scene
  const params = () => voiceWait(live.call, placeOf(place.queue, place.member, net))
  const waiting: Scene = { ...scene, where: 'queue', params }
  const url = verb.attributes.get('waitUrl')
  const document: Step | undefined = url
    ? { kind: 'fetch', url, method: methodOf(verb, 'waitUrlMethod'), extra: {} }
    : undefined
  for (;;) {
    if (document) {
      const outcome = await scene.run(waiting, document)
      if (outcome !== 'done') return outcome
    }
    await scene.line.wait(document ? BETWEEN_DOCUMENTS : MUSIC_SECONDS)
  }
}

function resultOf(error: unknown): QueueResult {
  if (!(error instanceof Interrupted)) return 'error'
  return error.by.kind === 'goto' ? 'redirected' : 'hangup'
}

type Left = { queueSid: string; seconds: number; result: QueueResult }

/** The call is gone or goes elsewhere: the action address is told, and the document it answers is not played. */
function tell(scene: Scene, verb: Verb, left: Left): void {
  const url = verb.attributes.get('action')
  if (!url) return
  const { call } = scene.live
  const status = left.result === 'hangup' ? 'completed' : call.status
  const params = queueLeft({ ...call, status }, left)
  void scene.net.webhooks.ask({ sid: call.sid, url, method: methodOf(verb, 'method'), params })
}

function afterwards(scene: Scene, verb: Verb, left: Left): Next {
  return actionStep(verb, queueLeft(scene.live.call, left)) ?? 'next'
}
