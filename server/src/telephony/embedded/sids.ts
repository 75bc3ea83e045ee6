import { randomBytes } from 'node:crypto'

const letters = 'WC'
const textLetters = 'WT'

/** Made here and not by a carrier: such a call lives in the memory of one process and dies with it. */
export const newCallSid = (): string => letters + randomBytes(16).toString('hex')

/** The id of a text written on the public page: who writes is in it, so that nobody else's key can stand for it. */
export const chatTextSid = (secretHash: Buffer, key: string): string =>
  textLetters + secretHash.subarray(0, 8).toString('hex') + key
/** The key that the page gave it; null for what did not come from there. */
export const chatKeyIn = (sid: string | null): string | null =>
  sid?.startsWith(textLetters) ? sid.slice(-32) : null

export const isBrowserCall = (callSid: string): boolean => callSid.startsWith(letters)
