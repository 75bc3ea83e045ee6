import { useRef, useState } from 'react'
import { useText } from './i18n.ts'
import { useKeys } from './keys.ts'
import { Button } from './ui/Button.tsx'

/** Pause hides everything at once from whoever walks in; the same key shows it again. Nothing is closed or lost. */
export function Veil() {
  const t = useText()
  const [down, setDown] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useKeys([
    { chord: 'Pause', label: 'keys.veil', always: true, bar: false, run: () => setDown((was) => !was) },
  ])
  if (!down) return null
  return (
    <div
      role="dialog"
      aria-modal
      aria-label={t('keys.veiled')}
      className="fixed inset-0 z-50 grid place-content-center gap-4 bg-ground text-center"
    >
      <p className="text-2xl font-heavy">{t('app.name')}</p>
      <p className="text-ink-2">{t('keys.unveil')}</p>
      <Button ref={button} autoFocus onClick={() => setDown(false)}>
        {t('keys.unveilButton')}
      </Button>
    </div>
  )
}
