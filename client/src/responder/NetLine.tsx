import { ChevronRight, Flag, Signal } from 'lucide-react'
import { useNow } from '../platform/clock.ts'
import { useLostSince } from '../platform/connection.tsx'
import { useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { length } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { said, waitingOf } from './said.ts'

/** The top line of every screen: whether what is said here leaves the phone. Opens the list of what was said. */
export function NetLine({ onOpen }: { onOpen: () => void }) {
  const t = useText()
  const since = useLostSince()
  useNow()
  const steps = useStore(said)
  const waiting = waitingOf(steps).length
  const refused = steps.filter((step) => step.state === 'refused').length
  const isLoud = since !== null || waiting > 0
  const Sign = refused > 0 ? Flag : since === null ? Signal : NoSignal
  return (
    <button
      type="button"
      onClick={onOpen}
      className={classes(
        'flex min-h-12 w-full items-center gap-2 px-4 text-left text-s -outline-offset-3',
        isLoud ? 'border-b-2 border-ink-2 bg-raised text-ink' : 'border-b border-hairline text-ink-2',
      )}
    >
      <Sign aria-hidden className="size-5 shrink-0" />
      <span role="status" className="min-w-0">
        {since !== null &&
          (waiting > 0
            ? `${t('field.noSignalTitle')}. `
            : t('field.noSignal', { length: length(Date.now() - since) }))}
        {waiting > 0 && <b>{t('field.unsent', { count: waiting })}</b>}
        {waiting === 0 && refused === 0 && since === null && t('net.good')}
        {refused > 0 && <b>{t('field.toCheck', { count: refused })}</b>}
      </span>
      <ChevronRight aria-hidden className="ml-auto size-5 shrink-0" />
    </button>
  )
}

/** The bars of the signal, struck through. */
export function NoSignal({ className }: { className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      className={className}
    >
      <path d="M4 20v-3M9 20v-7M14 20v-5M19 20v-3M3 3l18 18" />
    </svg>
  )
}
