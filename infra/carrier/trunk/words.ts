import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/*
 * What a SIP gateway and the network say to one another: a websocket a call. Its first message is the call, signed with
 * the account's token; from then on sound goes both ways as 20 ms of µ-law, and words as JSON.
 */

export const trunkPath = '/trunk'
/** Nobody the account knows has signed the call. */
export const refusedCode = 4403

/** A header that our own border controller adds, by its name on the wire. */
const TrunkHeader = z.string().regex(/^X-[A-Za-z-]{1,40}$/)

const TrunkCall = z.object({
  /** Who brought the call to the gateway. */
  source: z.ipv4(),
  from: z.string().regex(/^(?:\+?\d{1,20}|anonymous)$/),
  to: z.string().regex(/^\+?\d{1,20}$/),
  headers: z.record(TrunkHeader, z.string().max(256)),
})
export type TrunkCall = z.infer<typeof TrunkCall>

const Signed = z.object({ call: z.string().max(8_192), signature: z.string() })
const Dated = TrunkCall.extend({ at: z.number() })

const freshMs = 30_000

export function signCall(call: TrunkCall, token: string, now: Date): string {
  const text = JSON.stringify({ ...call, at: now.getTime() })
  return JSON.stringify({ call: text, signature: signatureOf(text, token) })
}

/** Nothing where it was signed by somebody else, long ago, or says what no gateway says. */
export function openCallOf(text: string, token: string, now: Date): TrunkCall | undefined {
  const signed = Signed.safeParse(asJson(text))
  if (!signed.success || !isSame(signed.data.signature, signatureOf(signed.data.call, token)))
    return undefined
  const call = Dated.safeParse(asJson(signed.data.call))
  if (!call.success || Math.abs(now.getTime() - call.data.at) > freshMs) return undefined
  const { at: _at, ...rest } = call.data
  return rest
}

export const FromTrunk = z.object({ kind: z.literal('pressed'), digits: z.string().regex(/^[0-9*#]$/) })

export const ToTrunk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered') }),
  z.object({ kind: z.literal('over'), status: z.string() }),
])
export type ToTrunk = z.infer<typeof ToTrunk>

/** Nothing where it is no JSON. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const signatureOf = (text: string, token: string): string =>
  createHmac('sha256', token).update(`${trunkPath}\n${text}`).digest('base64')

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
