import { createHmac } from 'node:crypto'
import { request } from 'node:http'

type Credentials = { email: string; password: string; code?: string | undefined }

/** Comes in by the front door and gives back the session's cookie. `from`: an address of this machine's own. */
export async function signIn(
  url: string,
  { email, password, code }: Credentials,
  from = '127.0.0.1',
): Promise<string> {
  const entered = await knock(`${url}/api/auth/sign-in/email`, { email, password }, { from, origin: url })
  if (!code) return entered
  const answer = { code }
  return knock(`${url}/api/auth/two-factor/verify-totp`, answer, { from, origin: url, cookie: entered })
}

function knock(
  address: string,
  body: unknown,
  { from, ...headers }: { from: string; origin: string; cookie?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(address, {
      ...{ method: 'POST', localAddress: from },
      headers: { 'content-type': 'application/json', ...headers },
    })
    sent.once('error', reject)
    sent.once('response', (response) => {
      response.resume()
      if (response.statusCode !== 200) reject(new Error(`The front door answered ${response.statusCode}.`))
      const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0])
      resolve(cookies.join('; '))
    })
    sent.end(JSON.stringify(body))
  })
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
