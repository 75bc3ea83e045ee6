import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app.tsx'
import { startWords } from './platform/i18n.ts'
import { startKeys } from './platform/keys.ts'
import { queries } from './platform/query.ts'
import { startSound } from './platform/sound.ts'
import './platform/styles.css'
import { startTheme } from './platform/theme.ts'

startTheme()
startSound()
startKeys()
await startWords()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
