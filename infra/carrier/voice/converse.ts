import { heard, type Live, type Network } from '../network.ts'
import { answerInbound, endCall } from './calls.ts'
import { Interrupted, isCut, type Step } from './line.ts'
import { afterFailure, DocumentFailed, playDocuments, sceneOf } from './script.ts'

/** Carries a call from its first document to its end. Never rejects: a fault of ours ends that call alone. */
export async function converse(net: Network, live: Live, first: Step): Promise<void> {
  const scene = sceneOf(net, live)
  let step: Step | undefined = first
  while (step) {
    try {
      await playDocuments(scene, step)
      if (!live.endsAs) answerInbound(net, live)
      step = undefined
    } catch (error) {
      if (isCut(error)) return
      step = recover(net, live, error)
    }
  }
  endCall(net, live)
}

function recover(net: Network, live: Live, error: unknown): Step | undefined {
  if (error instanceof Interrupted) {
    const by = live.line.resume()
    return by?.kind === 'goto' ? by.step : undefined
  }
  const { sid } = live.call
  if (error instanceof DocumentFailed) {
    const step = afterFailure(live, error)
    if (step) return step
    answerInbound(net, live)
    net.journal.record(heard(sid, 'An application error has occurred. Goodbye.'))
    return undefined
  }
  noteBug(net, live, error)
  return undefined
}

/** A fault of our own ends one call and stands in the journal; the network goes on. */
export function noteBug(net: Network, { call }: Live, error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  net.journal.record({ what: 'bug', sid: call.sid, reason })
}
