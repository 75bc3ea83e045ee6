import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'

const nonEmpty = z.string().trim().min(1)
const port = z.coerce.number().int().min(0).max(65_535)
const sid = (letters: string) => z.string().regex(new RegExp(`^${letters}[0-9a-fA-F]{32}$`))

/** All of it or none: with half an account some calls would be answered and others lost. */
const Twilio = z.object({
  TWILIO_ACCOUNT_SID: sid('AC'),
  TWILIO_AUTH_TOKEN: nonEmpty,
  TWILIO_API_KEY: sid('SK'),
  TWILIO_API_SECRET: nonEmpty,
  TWILIO_NUMBER: z.string().regex(/^\+[1-9]\d{6,14}$/),
  TWILIO_MESSAGING_SERVICE_SID: sid('MG'),
  TWILIO_TWIML_APP_SID: sid('AP'),
})
const twilioNames = Object.keys(Twilio.shape)

const Environment = z.object({
  VEGHE_MODE: z.enum(['demo', 'production']).default('demo'),
  VEGHE_PORT: port.default(1190),
  VEGHE_HOST: nonEmpty.default('0.0.0.0'),
  VEGHE_CARRIER_PORT: port.default(1191),
  VEGHE_CARRIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  VEGHE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  VEGHE_DATA_DIR: nonEmpty.default('.data'),
  VEGHE_MASTER_KEY: nonEmpty.optional(),
  VEGHE_MASTER_KEY_FILE: nonEmpty.optional(),
  VEGHE_REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .default('veghe'),
  VEGHE_ALLOWED_NUMBERS: z.string().default(''),
  VEGHE_LINES: z.string().default(''),
  VEGHE_CALL_BACK_NUMBER: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  VEGHE_TRUNK_ADDRESSES: z.string().default(''),
  VEGHE_CELLS: nonEmpty.optional(),
  VEGHE_MEDIA_ADDRESS: z.ipv4().optional(),
  VEGHE_MEDIA_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/)
    .optional(),
  VEGHE_MEDIA_RECORD: z.enum(['yes', 'no']).default('yes'),
  VEGHE_CHATS: z.coerce.number().int().min(0).max(1_000).default(100),
  VEGHE_RECORDING_DAYS: z
    .string()
    .regex(/^\s*(?:[A-Z]{1,2}|S[1-6])=[1-9]\d{0,4}(?:[\s,]+(?:[A-Z]{1,2}|S[1-6])=[1-9]\d{0,4})*\s*$/)
    .optional(),
  VEGHE_MEDIA_CALLS: z.coerce.number().int().min(0).max(200).default(20),
  TWILIO_AUTH_TOKEN_SECONDARY: nonEmpty.optional(),
  VEGHE_LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_AUTH_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
})

export type TwilioAccount = {
  accountSid: string
  authToken: string
  apiKey: string
  apiSecret: string
  number: string
  messagingServiceSid: string
  twimlAppSid: string
}

export type Config = {
  mode: 'demo' | 'production'
  host: string
  port: number
  carrierPort: number
  /** Where the stand-in carrier answers. */
  carrierUrl: string
  /** Without a slash at the end. Links and webhook signatures are made from it. */
  publicUrl: string
  dataDir: string
  masterKey: Buffer
  databaseUrl: string
  authDatabaseUrl: string
  redisUrl: string
  /** Goes before every key, without a separator. */
  redisPrefix: string
  /** Null: the stand-in carrier speaks for the telephone network. */
  twilio: TwilioAccount | null
  /** The token that is being put in place of the present one: meanwhile either may have signed a webhook. */
  secondToken: string | null
  /** In demo mode with a real account, nobody else is dialled or texted. */
  allowedNumbers: readonly string[]
  /** `called=county`: which county a called number, or a region named by our trunk, belongs to. */
  lines: readonly string[]
  /** What the telephone of whoever is called back shows. It names no line to whoever calls it; without it nobody is called. */
  callBackNumber: string | null
  /** Addresses of the border controllers we run: only they are believed about who calls and from where. */
  trunkAddresses: readonly string[]
  /** A file that says where cells of the telephone network are. */
  cellsFile: string | null
  /** Calls from browsers: our address as the world sees it, the ports for sound, and how many at once. */
  media: {
    address: string | null
    ports: readonly [number, number] | null
    calls: number
    /** What is said is recorded. */
    records: boolean
  }
  /** How many may write on the public page of a county at once. */
  chats: number
  /** For how many days a county keeps what was said; one that does not stand here keeps all of it. */
  recordingDays: readonly { county: CountyCode; keptDays: number }[]
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
}

/** Where desks reach the stand-in carrier with their sound; null where the carrier is a real one. */
export const gatewayOf = ({ twilio, carrierUrl }: Pick<Config, 'twilio' | 'carrierUrl'>): string | null =>
  twilio ? null : `${carrierUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/signal`

/** Says in one sentence a line what to change; never repeats a value, which may be a secret. */
export class BadConfig extends Error {
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.name = 'BadConfig'
  }
}

type Env = Readonly<Record<string, string | undefined>>

/** The environment, read once. An empty variable counts as one that is not set. */
export function readConfig(env: Env = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = Environment.safeParse(set)
  const sentences = [...strangers(set), ...partialTwilio(set), ...tellingNumber(set), ...daysTwice(set)]
  if (!parsed.success) sentences.push(...parsed.error.issues.map(sentenceOf))
  if (!parsed.success || sentences.length > 0) throw new BadConfig(sentences)

  const values = parsed.data
  const twilio = Twilio.safeParse(set)
  const key = masterKey(values.VEGHE_MASTER_KEY, values.VEGHE_MASTER_KEY_FILE)
  const config: Config = {
    mode: values.VEGHE_MODE,
    host: values.VEGHE_HOST,
    port: values.VEGHE_PORT,
    carrierPort: values.VEGHE_CARRIER_PORT,
    carrierUrl: values.VEGHE_CARRIER_URL ?? `http://127.0.0.1:${values.VEGHE_CARRIER_PORT}`,
    publicUrl: (values.VEGHE_PUBLIC_URL ?? `http://localhost:${values.VEGHE_PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(values.VEGHE_DATA_DIR),
    masterKey: key.bytes,
    databaseUrl: values.DATABASE_URL,
    authDatabaseUrl: values.DATABASE_AUTH_URL,
    redisUrl: values.REDIS_URL,
    redisPrefix: values.VEGHE_REDIS_PREFIX,
    twilio: twilio.success ? accountOf(twilio.data) : null,
    secondToken: values.TWILIO_AUTH_TOKEN_SECONDARY ?? null,
    allowedNumbers: listIn(values.VEGHE_ALLOWED_NUMBERS),
    lines: listIn(values.VEGHE_LINES),
    callBackNumber: values.VEGHE_CALL_BACK_NUMBER ?? null,
    trunkAddresses: listIn(values.VEGHE_TRUNK_ADDRESSES),
    cellsFile: values.VEGHE_CELLS ?? null,
    media: {
      address: values.VEGHE_MEDIA_ADDRESS ?? null,
      ports: portsIn(values.VEGHE_MEDIA_PORTS),
      calls: values.VEGHE_MEDIA_CALLS,
      records: values.VEGHE_MEDIA_RECORD === 'yes',
    },
    chats: values.VEGHE_CHATS,
    recordingDays: daysIn(values.VEGHE_RECORDING_DAYS ?? ''),
    logLevel: values.VEGHE_LOG_LEVEL,
  }
  if (config.mode === 'production') refuseDemoParts(config, key.isDemo)
  return config
}

const listIn = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)

const daysIn = (text: string): Config['recordingDays'] =>
  listIn(text).map((one) => {
    const [county, days] = one.split('=')
    return { county: CountyCode.parse(county), keptDays: Number(days) }
  })

function portsIn(text: string | undefined): readonly [number, number] | null {
  const [from, to] = (text ?? '').split('-').map(Number)
  return from && to ? [from, to] : null
}

/** The carrier's library follows these on its own: calls would leave by a road nobody configured here. */
function strangers(set: Env): string[] {
  const names = ['TWILIO_REGION', 'TWILIO_EDGE', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']
  return names
    .filter((name) => set[name] !== undefined)
    .map((name) => `${name} is set, and would send what goes to the carrier elsewhere: unset it.`)
}

function partialTwilio(set: Env): string[] {
  const missing = twilioNames.filter((name) => set[name] === undefined)
  if (missing.length === twilioNames.length) return []
  if (missing.length > 0)
    return [`A Twilio account needs all of its settings; missing: ${missing.join(', ')}.`]
  const parsed = Twilio.safeParse(set)
  return parsed.success ? [] : parsed.error.issues.map(sentenceOf)
}

/** Whoever sees the line's own number on a child's telephone knows who called. */
const tellingNumber = ({ VEGHE_CALL_BACK_NUMBER: shown, TWILIO_NUMBER: line }: Env): string[] =>
  shown && shown === line
    ? ['VEGHE_CALL_BACK_NUMBER is the number of the line, and would tell whom it calls who calls.']
    : []

/** The shorter time would count, and what is forgotten is gone. */
function daysTwice({ VEGHE_RECORDING_DAYS: days = '' }: Env): string[] {
  const counties = listIn(days).map((one) => one.split('=')[0])
  if (new Set(counties).size === counties.length) return []
  return ['VEGHE_RECORDING_DAYS names a county twice: leave the number of days that is meant.']
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.')
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('undefined')
  return isMissing ? `${name} is not set.` : `${name} has a value that cannot be used (${issue.code}).`
}

/**
 * 32 bytes in base64. A key file may carry lines of comment; one that says `# demo` marks a key that a first
 * start generated, which production refuses.
 */
function masterKey(value: string | undefined, file: string | undefined): { bytes: Buffer; isDemo: boolean } {
  const text = value ?? (file ? readKeyFile(file) : undefined)
  if (text === undefined)
    throw new BadConfig(['Set VEGHE_MASTER_KEY or VEGHE_MASTER_KEY_FILE: 32 bytes in base64.'])
  const lines = text.split('\n').map((line) => line.trim())
  const bytes = Buffer.from(lines.filter((line) => !line.startsWith('#')).join(''), 'base64')
  if (bytes.length !== 32) throw new BadConfig(['The master key must be 32 bytes in base64.'])
  return { bytes, isDemo: lines.some((line) => /^#\s*demo\b/.test(line)) || new Set(bytes).size < 8 }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new BadConfig(['VEGHE_MASTER_KEY_FILE names a file that cannot be read.'])
  }
}

function refuseDemoParts(config: Config, keyIsDemo: boolean): void {
  const sentences: string[] = []
  if (keyIsDemo) sentences.push('Production needs a master key of its own, not the one the demo generated.')
  if (!config.twilio)
    sentences.push('Production needs a Twilio account: the stand-in carrier reaches nobody.')
  if (!config.publicUrl.startsWith('https://'))
    sentences.push('Production needs VEGHE_PUBLIC_URL to begin with https://.')
  if (sentences.length > 0) throw new BadConfig(sentences)
}

const accountOf = (set: z.infer<typeof Twilio>): TwilioAccount => ({
  accountSid: set.TWILIO_ACCOUNT_SID,
  authToken: set.TWILIO_AUTH_TOKEN,
  apiKey: set.TWILIO_API_KEY,
  apiSecret: set.TWILIO_API_SECRET,
  number: set.TWILIO_NUMBER,
  messagingServiceSid: set.TWILIO_MESSAGING_SERVICE_SID,
  twimlAppSid: set.TWILIO_TWIML_APP_SID,
})
