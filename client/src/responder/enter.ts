import { redirect } from '@tanstack/react-router'
import type { Me } from '@veghe/shared/identity/identity.contract.ts'
import { isRefusal } from '../platform/refusals.ts'
import { fetchMe } from '../platform/session.tsx'
import { recall } from './pocket.ts'

/** Longer than this without an answer is as good as none: what the phone kept is shown meanwhile. */
const patienceMs = 1_500

const late = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms))

/** Who holds the phone: asked of the server, or recalled from the phone where there is no signal. */
export async function enterField(href: string): Promise<Me> {
  const asked = fetchMe()
  // A late failure has nobody waiting for it any more.
  asked.catch(() => null)
  const kept = await recall()
  try {
    const me = kept ? await Promise.race([asked, late(patienceMs)]) : await asked
    if (me) return me
  } catch (failed) {
    const isStranger = isRefusal(failed, 'not_signed_in') || isRefusal(failed, 'second_factor_needed')
    if (isStranger) throw redirect({ to: '/sign-in', search: { to: href } })
    if (!kept) throw failed
  }
  return kept ? kept.me : await asked
}
