import { type ReactNode, useEffect, useState } from 'react'
import { useText } from '../i18n.ts'
import { refusalText } from '../refusals.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'

/** What stands where nothing is: a plain sentence, never a picture. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="px-6 py-3 text-ink-2">{children}</p>
}

/** Bars of the final size; after a second the words, after five a way out. */
export function Loading({ rows = 4, onRetry }: { rows?: number; onRetry?: () => void }) {
  const t = useText()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const wait = [1, 5].map((s) => setTimeout(() => setSeconds(s), s * 1000))
    return () => {
      for (const each of wait) clearTimeout(each)
    }
  }, [])
  return (
    <div aria-busy className="relative">
      <div aria-hidden>
        {Array.from({ length: rows }, (_, i) => `bar ${String(i)}`).map((bar) => (
          <div
            key={bar}
            className="flex h-10 items-center gap-3 border-t border-hairline pr-4 pl-6 first:border-t-0"
          >
            <span className="h-5 w-24 rounded-s bg-hairline" />
            <span className="h-4 max-w-64 flex-1 rounded-s bg-hairline" />
          </div>
        ))}
      </div>
      <p role="status" className="absolute inset-x-6 top-2 flex items-center gap-3">
        {seconds >= 1 && (
          <span className="rounded-s bg-surface px-2 py-0.5 text-ink-2">
            {t(seconds >= 5 ? 'net.slow' : 'app.loading')}
          </span>
        )}
        {seconds >= 5 && onRetry && <Button onClick={onRetry}>{t('app.retry')}</Button>}
      </p>
    </div>
  )
}

/** A question that got a refusal or no answer: says which, and offers to ask again. */
export function Failed({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const t = useText()
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 px-6 py-3">
      <span>{error ? refusalText(t, error) : t('net.failed')}</span>
      {onRetry && <Button onClick={onRetry}>{t('app.retry')}</Button>}
    </div>
  )
}

/** A boxed remark inside the work: what is so and what can be done. */
export function Notice({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={classes('border border-l-4 border-edge border-l-ink-2 bg-raised px-4 py-3', className)}>
      {children}
    </div>
  )
}
