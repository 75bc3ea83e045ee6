import { recorded } from '../fixtures.ts'
import { isKept } from '../reserve.ts'
import { newSid } from '../sids.ts'
import { Interrupted } from './line.ts'
import { type Cue, methodOf, type Next, numberOf, type Scene } from './scene.ts'

/**
 * A voice message. Without sound every message is silent, so it ends after the silence `timeout`, at a key, or when the
 * caller hangs up, which is reported too.
 */
export async function record(scene: Scene, { verb, document }: Cue): Promise<Next> {
  const { call } = scene.live
  const started = scene.net.now().getTime()
  const sid = newSid('RE')
  const url = verb.attributes.get('action') ?? document.url
  const report = (digits: string) => {
    const seconds = Math.round((scene.net.now().getTime() - started) / scene.net.secondMs)
    return recorded(call, { sid, seconds, digits })
  }
  scene.line.listen(true)
  try {
    const key = await scene.line.key(
      Math.min(numberOf(verb, 'timeout', 5), numberOf(verb, 'maxLength', 3600)),
    )
    return { kind: 'fetch', url, method: methodOf(verb, 'method'), extra: report(key ?? '') }
  } catch (error) {
    if (error instanceof Interrupted && error.by.kind === 'hang-up') {
      const params = { ...report('hangup'), CallStatus: 'completed' }
      if (!isKept(url)) void scene.net.webhooks.ask({ sid: call.sid, url, params })
    }
    throw error
  } finally {
    scene.line.listen(false)
  }
}
