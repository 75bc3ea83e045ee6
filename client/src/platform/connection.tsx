import { Check, TriangleAlert, Wifi } from 'lucide-react'
import { useEffect } from 'react'
import { skew, useNow } from './clock.ts'
import { forgetSent, unsent } from './commands.ts'
import { useText } from './i18n.ts'
import { connection, heardAt } from './live.ts'
import { useStore } from './store.ts'
import { length } from './time.ts'

/** A line that comes back by itself within two seconds is not worth a banner. */
const graceMs = 2_000
const youngMs = 5_000
const backShownMs = 12_000
const skewSaidMs = 2_000

/**
 * Since when the screen has been cut off, on this computer's clock; null while it hears the server. Lists grey out and
 * their counters stand still at this instant.
 */
export function useLostSince(): number | null {
  const state = useStore(connection)
  useNow()
  return !state.up && Date.now() - state.since > graceMs ? state.since : null
}

/** The first third of the system line, and what fills it when the line is lost: the slot is always there. */
export function ConnectionLine() {
  const t = useText()
  const state = useStore(connection)
  const heard = useStore(heardAt)
  useNow()
  const age = Math.floor((Date.now() - heard) / 1000)
  return (
    <span className="inline-flex items-center gap-1.5">
      <Wifi aria-hidden className="size-3.5 text-ink-3" />
      {state.up ? t('net.good') : t('net.retrying', { n: Math.max(1, state.attempt) })}
      {state.up && heard > 0 && age * 1000 > youngMs && (
        <span className="slot-time">{t('net.heard', { n: age })}</span>
      )}
    </span>
  )
}

/** Fills the whole system line while the screen is cut off: impossible to miss, and it pushes nothing. */
export function ConnectionBanner() {
  const t = useText()
  const since = useLostSince()
  const waiting = useStore(unsent).waiting
  if (since === null) return <BackAgain />
  return (
    <div
      role="alert"
      className="absolute inset-x-0 top-0 z-50 flex min-h-8 items-center gap-3 bg-ink px-4 py-1 font-[600] text-ground"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <span className="text-xs md:text-s">{t('net.lost')}</span>
      <span className="ml-auto flex gap-4 whitespace-nowrap">
        {waiting > 0 && <span>{t('net.unsent', { count: waiting })}</span>}
        <span aria-hidden className="slot-time">
          {length(Date.now() - since)}
        </span>
      </span>
    </div>
  )
}

function BackAgain() {
  const t = useText()
  const { waiting, sent, refused } = useStore(unsent)
  const isBack = waiting === 0 && sent + refused > 0
  useEffect(() => {
    if (!isBack) return
    const timer = setTimeout(forgetSent, backShownMs)
    return () => clearTimeout(timer)
  }, [isBack])
  if (!isBack) return null
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-0 z-50 flex min-h-8 items-center gap-3 bg-ink px-4 font-[600] text-ground"
    >
      <Check aria-hidden className="size-4 shrink-0" />
      {t('net.back', { count: sent })} {refused > 0 && t('net.refused', { count: refused })}
    </p>
  )
}

/** Said only when it matters: figures are counted by the server's clock either way. */
export function ClockSkew() {
  const t = useText()
  const ms = Math.abs(useStore(skew))
  if (ms <= skewSaidMs) return null
  return <span>{t('net.skew', { n: Math.round(ms / 1000) })}</span>
}
