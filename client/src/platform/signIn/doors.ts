import { Refusal, type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import { NoAnswer } from '../api.ts'

const Problem = z.object({ code: z.string() })
const Entered = z.object({ twoFactorRedirect: z.boolean().optional() })
const Enabled = z.object({ totpURI: z.url() })

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatus, code)

/** What lies behind `/api/auth/`: the sign-in library, not the contract, so it is knocked on by hand. */
async function knock(door: string, body?: object): Promise<unknown> {
  const response = await fetch(`/api/auth${door}`, {
    credentials: 'same-origin',
    ...(body
      ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  }).catch((cause: unknown) => {
    throw new NoAnswer('no answer', { cause })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  if (response.status >= 502) throw new NoAnswer(`status ${response.status}`)
  const code = Problem.safeParse(answer).data?.code ?? ''
  throw new Refusal(isRefusalCode(code) ? code : 'wrong_password')
}

/** True when a code from the authenticator is still to come. */
export async function enter(email: string, password: string): Promise<{ needsCode: boolean }> {
  const entered = Entered.parse(await knock('/sign-in/email', { email, password }))
  return { needsCode: entered.twoFactorRedirect === true }
}

export const confirmCode = (code: string): Promise<unknown> => knock('/two-factor/verify-totp', { code })

/** For an account that must have a second factor and has none yet: the secret to type into the authenticator. */
export async function beginSecondFactor(password: string): Promise<{ secret: string; address: string }> {
  const { totpURI } = Enabled.parse(await knock('/two-factor/enable', { password }))
  return { secret: new URL(totpURI).searchParams.get('secret') ?? '', address: totpURI }
}

const Options = z.looseObject({ challenge: z.string() })

export const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential

export async function enterByPasskey(): Promise<void> {
  const options = Options.parse(await knock('/passkey/generate-authenticate-options'))
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Refusal('wrong_password')
  await knock('/passkey/verify-authentication', { response: credential.toJSON() })
}
