import { createHmac, timingSafeEqual } from 'node:crypto'
import type { CarrierAccount } from '../account.ts'

/** Who a softphone is and what it may ask for, as the account's own server vouched for it. */
export type Pass = { identity: string; application: string; until: Date }

type Json = Record<string, unknown>

/** Reads Twilio's access token; nothing where it is not signed with the account's key, is over, or allows no calls. */
export function readToken(token: string, account: CarrierAccount, now: Date): Pass | undefined {
  const [head = '', body = '', signature = ''] = token.split('.')
  if (
    !isSame(signature, createHmac('sha256', account.apiSecret).update(`${head}.${body}`).digest('base64url'))
  )
    return undefined
  const { alg, cty } = read(head)
  const said = read(body)
  const grants = jsonIn(said, 'grants')
  const application = jsonIn(jsonIn(grants, 'voice'), 'outgoing').application_sid
  const isOurs = said.iss === account.apiKey && said.sub === account.accountSid
  if (alg !== 'HS256' || cty !== 'twilio-fpa;v=1' || !isOurs || typeof said.exp !== 'number') return undefined
  if (typeof grants.identity !== 'string' || application !== account.twimlAppSid) return undefined
  const until = new Date(said.exp * 1000)
  return until > now ? { identity: grants.identity, application, until } : undefined
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function read(part: string): Json {
  try {
    return asJson(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
  } catch {
    return {}
  }
}

const jsonIn = (value: Json, name: string): Json => asJson(value[name])

const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
