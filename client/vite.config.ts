import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const server = `http://127.0.0.1:${process.env.VEGHE_PORT ?? '1190'}`

// vite reads the default export
export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      // Only the field app registers it, for its own folder: a console must never run from a cache.
      injectRegister: false,
      // The carrier's library is for desks; a team's telephone has none of it.
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2}'],
        globIgnores: ['**/twilio-*.js'],
      },
      manifest: {
        id: '/field',
        name: '119 Echipa mobilă',
        short_name: '119 Echipa',
        lang: 'ro',
        start_url: '/field',
        scope: '/field',
        display: 'standalone',
        orientation: 'portrait',
        background_color: '#12161A',
        theme_color: '#12161A',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-512-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  // No data: addresses, so that the content policy can be `self` alone.
  build: { target: 'es2023', assetsInlineLimit: 0, sourcemap: false },
  server: {
    port: 1192,
    proxy: {
      '/api': server,
      '/live': { target: server, ws: true },
      '/healthz': server,
    },
  },
})
