import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Halt } from '../halt.ts'
import { newSid } from './sids.ts'

/** What the product and the telephone network both know. */
export type CarrierAccount = {
  accountSid: string
  authToken: string
  apiKey: string
  apiSecret: string
  number: string
  messagingServiceSid: string
  twimlAppSid: string
}

const variables = {
  accountSid: 'TWILIO_ACCOUNT_SID',
  authToken: 'TWILIO_AUTH_TOKEN',
  apiKey: 'TWILIO_API_KEY',
  apiSecret: 'TWILIO_API_SECRET',
  number: 'TWILIO_NUMBER',
  messagingServiceSid: 'TWILIO_MESSAGING_SERVICE_SID',
  twimlAppSid: 'TWILIO_TWIML_APP_SID',
} as const satisfies Record<keyof CarrierAccount, string>

/** A number in Cluj's area code that no operator gives out, because a subscriber's number never begins with 0. */
const DEMO_NUMBER = '+40264000119'

/**
 * The account shared by the product and the stand-in, in `carrier.json`. Whoever starts first writes it; the link at the end
 * makes that atomic, so two processes starting at once agree.
 */
export function carrierAccount(dir: string): CarrierAccount {
  const path = join(dir, 'carrier.json')
  const known = readAccount(path)
  if (known) return known

  mkdirSync(dir, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(inventAccount(), null, 2)}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  const written = readAccount(path)
  if (!written) throw new Halt(`${path} disappeared while it was being read.`)
  return written
}

/** From the TWILIO_ variables when they are set, all or none; otherwise the demo account of `dir`. */
export function accountFromEnv(env: NodeJS.ProcessEnv, dir: string): CarrierAccount {
  const names = Object.values(variables)
  const missing = names.filter((name) => !env[name])
  if (missing.length === names.length) return carrierAccount(dir)
  if (missing.length > 0) throw new Halt(`Set all TWILIO_ variables or none; missing: ${missing.join(', ')}.`)
  return collect((field) => env[variables[field]])
}

function inventAccount(): CarrierAccount {
  return {
    accountSid: newSid('AC'),
    authToken: randomBytes(16).toString('hex'),
    apiKey: newSid('SK'),
    apiSecret: randomBytes(24).toString('base64url'),
    number: DEMO_NUMBER,
    messagingServiceSid: newSid('MG'),
    twimlAppSid: newSid('AP'),
  }
}

function readAccount(path: string): CarrierAccount | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
  const stored = new Map<string, unknown>(Object.entries(JSON.parse(text)))
  return collect((field) => stored.get(field))
}

function collect(read: (field: keyof CarrierAccount) => unknown): CarrierAccount {
  const text = (field: keyof CarrierAccount): string => {
    const value = read(field)
    if (typeof value === 'string' && value !== '') return value
    throw new Halt(
      `The carrier account has no ${field}; remove carrier.json from the data folder to make a new one.`,
    )
  }
  return {
    accountSid: text('accountSid'),
    authToken: text('authToken'),
    apiKey: text('apiKey'),
    apiSecret: text('apiSecret'),
    number: text('number'),
    messagingServiceSid: text('messagingServiceSid'),
    twimlAppSid: text('twimlAppSid'),
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
