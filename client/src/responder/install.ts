import { store } from '../platform/store.ts'

type Asking = Event & { prompt: () => Promise<unknown> }
const isAsking = (event: Event): event is Asking => 'prompt' in event && typeof event.prompt === 'function'

/** Whether the browser has offered to put the app on the home screen. */
export const canInstall = store(false)
let offer: Asking | null = null

window.addEventListener('beforeinstallprompt', (event) => {
  if (!isAsking(event)) return
  event.preventDefault()
  offer = event
  canInstall.set(true)
})

export async function install(): Promise<void> {
  await offer?.prompt()
  offer = null
  canInstall.set(false)
}
