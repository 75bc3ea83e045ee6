import { ask } from '../platform/api.ts'
import { act } from '../platform/commands.ts'
import { store } from '../platform/store.ts'

/**
 * Whether this phone can be woken while the app is closed. `impossible`: the browser has no push (an iPhone before the
 * page is on its home screen). `refused`: the person or the phone said no, and only the phone's settings can undo that.
 */
export type Push = 'unknown' | 'impossible' | 'refused' | 'off' | 'on' | 'failed'
export const push = store<Push>('unknown')

/** A newer app waits in the wings; it takes over when the person says so, never under their thumb. */
export const newer = store<ServiceWorker | null>(null)

let registration: ServiceWorkerRegistration | undefined

/** Puts the app on the phone, so that it opens without signal, and looks whether it may be woken. */
export async function startPush(): Promise<void> {
  if (!('serviceWorker' in navigator)) return push.set('impossible')
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { scope: '/field' })
    watchForNewer(registration)
    await judge(registration)
  } catch {
    push.set('failed')
  }
}

function watchForNewer(registered: ServiceWorkerRegistration): void {
  const look = () => newer.set(navigator.serviceWorker.controller ? registered.waiting : null)
  look()
  registered.addEventListener('updatefound', () =>
    registered.installing?.addEventListener('statechange', look),
  )
}

async function judge(registered: ServiceWorkerRegistration): Promise<void> {
  if (!('pushManager' in registered) || !('Notification' in window)) return push.set('impossible')
  if (Notification.permission === 'denied') return push.set('refused')
  const subscription = await registered.pushManager.getSubscription()
  if (Notification.permission !== 'granted' || !subscription) return push.set('off')
  await enrol(subscription)
}

/** Must run inside a press: browsers ask only then. */
export async function allowPush(): Promise<void> {
  if (!registration) return
  try {
    if ((await Notification.requestPermission()) !== 'granted') return push.set('refused')
    const { publicKey } = await ask('oncall.pushKey', {})
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    })
    await enrol(subscription)
  } catch {
    push.set('failed')
  }
}

async function enrol(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  const { p256dh, auth } = keys ?? {}
  if (!endpoint || !p256dh || !auth) return push.set('failed')
  await act('oncall.addDevice', { endpoint, keys: { p256dh, auth } })
  push.set('on')
}

export function takeNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  newer.get()?.postMessage('take over')
}
