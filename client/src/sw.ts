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
