import type { Readable } from 'node:stream'
import { seconds } from '@veghe/shared/kernel/time.ts'
import type twilio from 'twilio'

/* What the carrier's library has no words for: content, as it comes in. */

export type Means = {
  client: ReturnType<typeof twilio>
  http: InstanceType<typeof twilio.RequestClient>
  account: { accountSid: string; apiKey: string; apiSecret: string }
}

export const home = 'https://api.twilio.com/2010-04-01'
/** For how long the carrier may send nothing in the middle of something. */
export const silentForMs = seconds(5)

/** Only the carrier's time counts, not what whoever reads takes over a piece. */
export async function* flowing(content: Readable): AsyncGenerator<Uint8Array> {
  const awaited = () => setTimeout(() => content.destroy(new Error('The carrier fell silent.')), silentForMs)
  let silence = awaited()
  try {
    for await (const piece of content) {
      clearTimeout(silence)
      yield piece
      silence = awaited()
    }
  } finally {
    clearTimeout(silence)
  }
}

export async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && error.status === 404
