import type { Action } from '@veghe/shared/api.ts'
import type { Me } from '@veghe/shared/identity/identity.contract.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { mayDo } from '@veghe/shared/permissions.ts'
import { createContext, use } from 'react'
import { ask } from './api.ts'
import { learnServerTime } from './clock.ts'
import { act } from './commands.ts'
import { forgetDrafts } from './drafts.ts'
import { askKey, put, queries } from './query.ts'

/** Who is signed in; asked once, and again when a right seems to be gone. Sets the clock by the server's. */
export async function fetchMe(): Promise<Me> {
  const askedAt = Date.now()
  const me = await ask('identity.me', {})
  learnServerTime(me.serverTime, askedAt)
  return me
}

export const ensureMe = (): Promise<Me> =>
  queries.ensureQueryData<Me>({ queryKey: askKey('identity.me', {}), queryFn: fetchMe })

const Session = createContext<Me | null>(null)
export const SessionOf = Session.Provider

/** The signed-in person. Only inside the pages that need one. */
export function useMe(): Me {
  const me = use(Session)
  if (!me) throw new Error('no session around this screen')
  return me
}

/** Whether the signed-in person's roles allow this action at all; the server decides about each record. */
export const useMay = (action: Action): boolean => mayDo(use(Session)?.roles ?? [], action) !== null

export async function prefer(wish: Pick<Partial<Me>, 'locale' | 'theme'>): Promise<void> {
  put('identity.me', {}, await act('identity.prefer', wish))
}

/** Acts for another county this person belongs to; everything on the screen belongs to the old one. */
export async function actFor(county: CountyCode): Promise<void> {
  await act('identity.actFor', { county })
  location.assign('/')
}

export async function signOut(): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    credentials: 'same-origin',
  }).catch(() => null)
  await forgetDrafts().catch(() => null)
  // A whole new page: nothing of this person's screens stays in memory.
  location.assign('/sign-in')
}
