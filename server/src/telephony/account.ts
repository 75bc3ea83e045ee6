import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config, TwilioAccount } from '../platform/config.ts'

const Text = z.string().min(1)

const SharedAccount: z.ZodType<TwilioAccount> = z.object({
  accountSid: Text,
  authToken: Text,
  apiKey: Text,
  apiSecret: Text,
  number: Text,
  messagingServiceSid: Text,
  twimlAppSid: Text,
})

/** A number in Cluj's area code that no operator gives out, because a subscriber's number never begins with 0. */
const demoNumber = '+40264000119'

const known = new WeakMap<Pick<Config, 'twilio' | 'dataDir'>, TwilioAccount>()

/** The real account where there is one, else the stand-in's. Read once: every webhook needs its token. */
export function accountOf(config: Pick<Config, 'twilio' | 'dataDir'>): TwilioAccount {
  const account = known.get(config) ?? config.twilio ?? sharedAccount(config.dataDir)
  known.set(config, account)
  return account
}

/**
 * The account that the product and the stand-in carrier share through `carrier.json`. Whichever of the two
 * programs starts first writes the file.
 */
function sharedAccount(dir: string): TwilioAccount {
  const path = join(dir, 'carrier.json')
  const written = readFile(path)
  if (written) return written
  mkdirSync(dir, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(inventAccount(), null, 2)}\n`, { mode: 0o600 })
  try {
    // A link is made or refused in one step, so two programs starting at once agree on one account.
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return SharedAccount.parse(JSON.parse(readFileSync(path, 'utf8')))
}

function readFile(path: string): TwilioAccount | null {
  try {
    return SharedAccount.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function inventAccount(): TwilioAccount {
  const sid = (kind: string) => kind + randomBytes(16).toString('hex')
  return {
    accountSid: sid('AC'),
    authToken: randomBytes(16).toString('hex'),
    apiKey: sid('SK'),
    apiSecret: randomBytes(24).toString('base64url'),
    number: demoNumber,
    messagingServiceSid: sid('MG'),
    twimlAppSid: sid('AP'),
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
