import { Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { Button } from '../platform/ui/Button.tsx'
import { tell } from '../platform/ui/toasts.tsx'

type SecretProps = { label: string; value: string; hint: string }

/** Shown once and kept nowhere: what closes this closes it for ever. */
export function Secret({ label, value, hint }: SecretProps) {
  const t = useText()
  const box = useRef<HTMLElement>(null)
  // It may appear below the fold, and a screen reader would not come across it.
  useEffect(() => box.current?.focus(), [])
  const [isRefused, setRefused] = useState(false)
  // A browser may forbid it, and over plain HTTP there is no clipboard at all.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      tell(t('admin.copied'))
    } catch {
      setRefused(true)
    }
  }
  return (
    <section ref={box} tabIndex={-1} aria-label={label} className="border-2 border-ink bg-surface px-4 py-3">
      <h3 className="text-m">{label}</h3>
      <p className="mt-2 flex items-start gap-3">
        <code data-testid="secret" className="font-code text-l leading-[1.4] font-[600] break-all select-all">
          {value}
        </code>
        <Button icon={Copy} className="ml-auto" onClick={() => void copy()}>
          {t('admin.copy')}
        </Button>
      </p>
      {isRefused && (
        <p role="status" className="mt-2 font-[600]">
          {t('admin.copyFailed')}
        </p>
      )}
      <p className="mt-2">{hint}</p>
    </section>
  )
}
