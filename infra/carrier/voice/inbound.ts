import type { Leg } from '../leg.ts'
import type { Live, Network } from '../network.ts'
import { fallbackUrlOf } from '../reserve.ts'
import type { Sound } from '../sound/frames.ts'
import { openCall } from './calls.ts'
import { converse } from './converse.ts'

/** Somebody calls the line: it rings, and the product is asked what becomes of the call. */
export function ringIn(net: Network, { direction, from, to, headers, source }: Leg, sound: Sound): Live {
  const { number } = net
  const live = openCall(
    net,
    { direction, from, to, headers, source },
    {
      sound,
      fallbackUrl: fallbackUrlOf(net),
      callback: { url: number.statusCallback, method: 'POST', on: new Set(['completed']) },
    },
  )
  void converse(net, live, { kind: 'fetch', url: number.voiceUrl, method: 'POST', extra: {} })
  return live
}
