import { randomBytes } from 'node:crypto'

const letters = 'WC'

/** Made here and not by a carrier: such a call lives in the memory of one process and dies with it. */
export const newCallSid = (): string => letters + randomBytes(16).toString('hex')
export const isBrowserCall = (callSid: string): boolean => callSid.startsWith(letters)
