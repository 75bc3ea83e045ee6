import { createHash, randomBytes } from 'node:crypto'

/** A new identifier in Twilio's form: two letters for the kind, then 32 hexadecimal digits. */
export function newSid(kind: string): string {
  return kind + randomBytes(16).toString('hex')
}

/** The same name always gives the same identifier, so that a queue keeps its sid over a restart. */
export function sidOf(kind: string, name: string): string {
  return kind + createHash('md5').update(name).digest('hex')
}
