import type { Auth } from './auth.ts'

type Enrolment = { auth: Auth; publicUrl: string; email: string; password: string }

/** Sets up the second factor of an account through the library's own doors, and gives back its secret. */
export async function enrolSecondFactor({ auth, publicUrl, email, password }: Enrolment): Promise<string> {
  const knock = async (door: string, body: unknown, cookie = '') => {
    const response = await auth.handler(
      new Request(`${publicUrl}/api/auth${door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(publicUrl).origin, cookie },
        body: JSON.stringify(body),
      }),
    )
    if (!response.ok) throw new Error(`The second factor of a demo account could not be set up: ${door}.`)
    return response
  }
  const entered = await knock('/sign-in/email', { email, password })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const enabled: unknown = await (await knock('/two-factor/enable', { password }, cookie)).json()
  const secret = secretIn(enabled)
  await knock('/two-factor/verify-totp', { code: await codeNow(auth, secret) }, cookie)
  await knock('/sign-out', {}, cookie)
  return secret
}

/** What an authenticator app with this secret shows now. */
export async function codeNow(auth: Auth, secret: string): Promise<string> {
  const { code } = await auth.api.generateTOTP({ body: { secret: plain(secret) } })
  return code
}

/** The secret inside `otpauth://totp/…?secret=…`, in base32 as an authenticator app takes it. */
function secretIn(enabled: unknown): string {
  const uri =
    typeof enabled === 'object' && enabled !== null && 'totpURI' in enabled ? String(enabled.totpURI) : ''
  const secret = new URL(uri).searchParams.get('secret')
  if (!secret) throw new Error('The sign-in library gave no secret for the second factor.')
  return secret
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648) back to the text that the library made its secret from. */
function plain(base32: string): string {
  let bits = ''
  for (const letter of base32.replace(/=+$/, ''))
    bits += alphabet.indexOf(letter).toString(2).padStart(5, '0')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString()
}
