import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { type RefusalCode, refusalStatus } from '@veghe/shared/kernel/refusal.ts'
import { z } from 'zod'
import type { Accounts } from './accounts.store.ts'
import type { Auth } from './auth.ts'

/** The only doors of the sign-in library that stand open; all others answer as if they did not exist. */
export const openDoors: readonly string[] = [
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
  '/passkey/list-user-passkeys',
  '/passkey/delete-passkey',
]

const prefix = '/api/auth'
const Credentials = z.object({ email: z.string().max(200), password: z.string().max(500) })
const Code = z.object({ code: z.string().max(20) })
/** What the library answers when somebody has come in. */
const CameIn = z.object({ token: z.string(), user: z.object({ id: z.string() }) })
const CameInByKey = z.object({ session: z.object({ token: z.string(), userId: z.string() }) })

export type SignInOptions = {
  auth: Auth
  accounts: Accounts
  now: () => Date
  /** Called once somebody is in, with the headers of their next request. When it throws, the session is ended. */
  onSignedIn: (headers: Headers) => Promise<void>
}

/** Everything under `/api/auth/`: the library behind an allow-list, lockouts and codes that work once. */
export function openSignIn({ auth, accounts, now, onSignedIn }: SignInOptions) {
  return async (request: Request, body: unknown): Promise<Response> => {
    const door = new URL(request.url).pathname.slice(prefix.length)
    if (!openDoors.includes(door)) return refuse('not_found')
    const email = door === '/sign-in/email' ? Credentials.safeParse(body).data?.email : undefined
    if (email && (await accounts.lockedUntil(email, now()))) return refuse('locked_out')

    const response = await auth.handler(request)
    if (email && response.status === 401) {
      await accounts.noteFailure(email, now())
      return refuse('wrong_password')
    }
    if (response.status === 401 && door.startsWith('/two-factor/verify')) return refuse('second_factor_wrong')
    const came = await whoCameIn(response)
    if (!came) return response

    if (email) await accounts.forgetFailures(email)
    const code = door === '/two-factor/verify-totp' ? Code.safeParse(body).data?.code : undefined
    if (code && !(await accounts.useCode(came.staffId, code, now()))) {
      await accounts.endSession(came.token)
      return refuse('second_factor_wrong')
    }
    try {
      await onSignedIn(cookiesOf(response))
    } catch (error) {
      await accounts.endSession(came.token)
      throw error
    }
    return response
  }
}

async function whoCameIn(response: Response): Promise<{ staffId: StaffId; token: string } | null> {
  if (!response.ok || !response.headers.has('set-cookie')) return null
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const byPassword = CameIn.safeParse(body).data
  const byKey = CameInByKey.safeParse(body).data
  const id = byPassword?.user.id ?? byKey?.session.userId
  const token = byPassword?.token ?? byKey?.session.token
  if (!id || !token) return null
  return { staffId: z.uuid().brand<'StaffId'>().parse(id), token }
}

/** The cookies just set, as the browser will send them back. */
const cookiesOf = (response: Response): Headers =>
  new Headers({
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  })

const refuse = (code: RefusalCode): Response =>
  Response.json(
    { type: 'about:blank', title: code, status: refusalStatus[code], code },
    { status: refusalStatus[code], headers: { 'content-type': 'application/problem+json' } },
  )
