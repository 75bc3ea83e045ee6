import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { Me } from '@veghe/shared/identity/identity.contract.ts'
import { mayDo } from '@veghe/shared/permissions.ts'
import { ask } from '../platform/api.ts'
import { serverNow } from '../platform/clock.ts'
import { onPush, onReturn } from '../platform/live.ts'
import { store } from '../platform/store.ts'
import { keep, recall } from './pocket.ts'
import { said } from './said.ts'
import { isStale, stepNow } from './steps.ts'

/** `phone`: what was kept from an earlier time, until the server has spoken again. */
export type Mine = {
  dispatches: readonly FieldDispatch[]
  from: 'nowhere' | 'phone' | 'server'
  at: Date | null
}

export const mine = store<Mine>({ dispatches: [], from: 'nowhere', at: null })
/** A dispatch that was on the screen and is no longer this team's, though the team did not end it. */
export const gone = store<FieldDispatch | null>(null)
/** Why the last try to ask failed; null while the server answers. */
export const askFailure = store<unknown>(null)

/** Pushes may be lost, and a phone in a pocket hears none. */
const againMs = 15_000

let who: Me | null = null
let isAsking = false

export async function refreshMine(): Promise<void> {
  if (!who || isAsking || mayDo(who.roles, 'dispatch.mine') === null) return
  isAsking = true
  try {
    const dispatches = await ask('dispatch.mine', {}, AbortSignal.timeout(8_000))
    const ids = new Set(dispatches.map((one) => one.id))
    const missing = mine.get().dispatches.find((one) => !ids.has(one.id))
    if (missing && stepNow(missing, said.get()) !== 'ended') gone.set(missing)
    mine.set({ dispatches, from: 'server', at: serverNow() })
    askFailure.set(null)
    await keepNow(dispatches)
  } catch (failed) {
    askFailure.set(failed)
  } finally {
    isAsking = false
  }
}

/** Kept as the server tells it: what is over for the server is no longer on the phone. */
async function keepNow(dispatches: readonly FieldDispatch[]): Promise<void> {
  if (!who) return
  await keep({ me: who, dispatches: [...dispatches], at: serverNow(), endedAt: endOf(dispatches) }).catch(
    () => {},
  )
}

function endOf(dispatches: readonly FieldDispatch[]): Date | null {
  const open = dispatches.filter((one) => stepNow(one, said.get()) !== 'ended')
  if (open.length > 0 || dispatches.length === 0) return null
  const ends = said.get().filter((step) => step.what.action === 'dispatch.report')
  return ends.at(-1)?.at ?? serverNow()
}

/** The end was pressed without signal: from now on the twelve hours run. */
export const keepEnd = (): Promise<void> => keepNow(mine.get().dispatches)

/** Shows at once what the phone kept, then asks; hears pushes, and asks again at every chance. Returns how to stop. */
export async function startMine(me: Me): Promise<() => void> {
  who = me
  const kept = await recall()
  const isOwn = kept?.me.staffId === me.staffId && kept.me.county === me.county
  const isOld = kept !== null && isStale(kept, serverNow())
  if (kept && (isOld || !isOwn)) await keepNow([])
  else if (kept && mine.get().from === 'nowhere')
    mine.set({ dispatches: kept.dispatches, from: 'phone', at: kept.at })
  const again = () => void refreshMine()
  const whenSeen = () => {
    if (!document.hidden) again()
  }
  const timer = setInterval(whenSeen, againMs)
  document.addEventListener('visibilitychange', whenSeen)
  window.addEventListener('online', again)
  const stops = [
    onReturn(again),
    onPush((name) => {
      if (name === 'myDispatch.changed') again()
    }),
  ]
  again()
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', whenSeen)
    window.removeEventListener('online', again)
    for (const stop of stops) stop()
  }
}
