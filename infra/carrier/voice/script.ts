import { fallback, voiceInbound } from '../fixtures.ts'
import type { Live, Network } from '../network.ts'
import { isKept } from '../reserve.ts'
import { type Document, DocumentRefused, readDocument } from '../twiml/read.ts'
import { isAnswer } from '../webhooks.ts'
import { answerInbound } from './calls.ts'
import { dial } from './dial.ts'
import { enqueue } from './enqueue.ts'
import type { Step } from './line.ts'
import { record } from './record.ts'
import type { Cue, Next, Outcome, Scene } from './scene.ts'
import { gather, pause, play, say } from './speech.ts'

/** No document came: the address failed, or what it answered cannot be played. */
export class DocumentFailed extends Error {
  readonly code: number
  readonly url: string
  constructor(code: number, url: string) {
    super(`${code} ${url}`)
    this.code = code
    this.url = url
  }
}

export function sceneOf(net: Network, live: Live): Scene {
  return {
    net,
    live,
    line: live.line,
    where: 'call',
    params: () => voiceInbound(live.call),
    run: playDocuments,
  }
}

/** Plays documents one after another until none follows. Interruptions and failures are the caller's to handle. */
export async function playDocuments(scene: Scene, first: Step): Promise<Outcome> {
  let step = first
  for (;;) {
    const document = step.kind === 'play' ? step.document : await fetchDocument(scene, step)
    const next = await playDocument(scene, document)
    if (typeof next === 'string') return next
    step = next
  }
}

async function fetchDocument(scene: Scene, step: Extract<Step, { kind: 'fetch' }>): Promise<Document> {
  const { sid } = scene.live.call
  const { fallback: kept } = scene.net.register
  if (isKept(step.url) && kept !== null) return readDocument(kept, { url: step.url, where: scene.where })
  const params = { ...scene.params(), ...step.extra }
  const answer = await scene.line.race(
    scene.net.webhooks.ask({ sid, url: step.url, method: step.method, params }),
  )
  const refuse = (code: number, reason: string) => {
    scene.net.journal.record({ what: 'document.refused', sid, url: step.url, code, reason })
    return new DocumentFailed(code, step.url)
  }
  if (!isAnswer(answer)) throw refuse(answer.failure === 'ct' ? 11205 : 11200, answer.reason)
  if (answer.status < 200 || answer.status > 299) throw refuse(11200, `answered ${answer.status}`)
  if (!/^(text|application)\/xml\b/.test(answer.contentType))
    throw refuse(12300, `is "${answer.contentType}"`)
  try {
    return readDocument(answer.body, { url: step.url, where: scene.where })
  } catch (error) {
    if (error instanceof DocumentRefused) throw refuse(error.code, error.message)
    throw error
  }
}

async function playDocument(scene: Scene, document: Document): Promise<Exclude<Next, 'next'>> {
  for (const verb of document.verbs) {
    const next = await perform(scene, { verb, document })
    if (next !== 'next') return next
  }
  return 'done'
}

/** Verbs that say nothing to the caller leave the phone ringing; every other one answers it first. */
const silent: readonly string[] = ['Reject', 'Redirect', 'Pause']

async function perform(scene: Scene, cue: Cue): Promise<Next> {
  const { verb } = cue
  if (!silent.includes(verb.name)) answerInbound(scene.net, scene.live)
  switch (verb.name) {
    case 'Say':
      return say(scene, verb)
    case 'Play':
      return play(scene, verb)
    case 'Pause':
      return pause(scene, verb)
    case 'Gather':
      return gather(scene, cue)
    case 'Enqueue':
      return enqueue(scene, verb)
    case 'Dial':
      return dial(scene, verb)
    case 'Record':
      return record(scene, cue)
    case 'Redirect':
      return {
        kind: 'fetch',
        url: verb.text,
        method: verb.attributes.get('method') === 'GET' ? 'GET' : 'POST',
        extra: {},
      }
    case 'Reject':
      scene.live.endsAs = verb.attributes.get('reason') === 'busy' ? 'busy' : 'no-answer'
      return 'hang-up'
    case 'Leave':
      return 'leave'
    default:
      return 'hang-up'
  }
}

/** What an error of a document leads to: the call's fallback address, unless that is what failed. */
export function afterFailure(live: Live, failed: DocumentFailed): Step | undefined {
  const url = live.fallbackUrl
  if (!url || failed.url === url) return undefined
  return { kind: 'fetch', url, method: 'POST', extra: fallback(live.call, failed) }
}
