import { createHmac } from 'node:crypto'

type Credentials = { email: string; password: string; code?: string | undefined }

/** Comes in by the front door and gives back the session's cookie. */
export async function signIn(url: string, { email, password, code }: Credentials): Promise<string> {
  const entered = await knock(`${url}/api/auth/sign-in/email`, { email, password }, { origin: url })
  if (!code) return entered
  return knock(`${url}/api/auth/two-factor/verify-totp`, { code }, { origin: url, cookie: entered })
}

async function knock(address: string, body: unknown, headers: Record<string, string>): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`The front door answered ${response.status}.`)
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0])
  return cookies.join('; ')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app with this secret shows now (RFC 6238, six digits, half a minute). */
export function totpNow(secret: string, now = Date.now()): string {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const start = (digest.at(-1) ?? 0) & 0x0f
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
