/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

// Registered by the field app for /field alone: a team without signal opens the same page from here.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

const page = createHandlerBoundToURL('/index.html')

self.addEventListener('fetch', (asked) => {
  const isPage = asked.request.mode === 'navigate'
  if (isPage)
    asked.respondWith(page({ request: asked.request, event: asked, url: new URL(asked.request.url) }))
})

// What shows on a locked screen says that there is something, never what, where or about whom.
self.addEventListener('push', (heard) => {
  heard.waitUntil(
    self.registration.showNotification('119: alertă nouă. Deschide.', {
      tag: 'page',
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      lang: 'ro',
      requireInteraction: true,
    }),
  )
})

self.addEventListener('notificationclick', (pressed) => {
  pressed.notification.close()
  pressed.waitUntil(openField())
})

/** The page that is open comes to the front; it is never loaded anew over what somebody is doing in it. */
async function openField(): Promise<void> {
  const open = await self.clients.matchAll({ type: 'window' })
  const field = open.find((one) => new URL(one.url).pathname === '/field')
  if (field) await field.focus()
  else await self.clients.openWindow('/field')
}

// The only word a page says to us: the person wants the newer version now.
self.addEventListener('message', (said) => {
  if (said.data === 'take over') void self.skipWaiting()
})
