import type { DispatchId } from '@veghe/shared/kernel/ids.ts'
import { minutes } from '@veghe/shared/kernel/time.ts'
import { OctagonAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNow } from '../platform/clock.ts'
import { useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { hhmm } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { Act, actClasses } from './Act.tsx'
import { FieldSheet } from './FieldSheet.tsx'
import { said, say } from './said.ts'

const holdMs = 600
/** A call for help that was heard stays on the screen this long. */
const shownMs = minutes(10)

/** Held for 0.6 s it calls for help at once; a single press asks first. Never by accident, never out of reach. */
export function Sos({ dispatchId }: { dispatchId: DispatchId | null }) {
  const t = useText()
  const [isHeld, setHeld] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wasHeld = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const raise = () => {
    setAsking(false)
    if ('vibrate' in navigator) navigator.vibrate([200, 100, 200, 100, 200])
    const about = dispatchId ? { dispatchId } : {}
    void say({ action: 'dispatch.sos', input: about }, dispatchId)
  }
  const press = () => {
    wasHeld.current = false
    setHeld(true)
    timer.current = setTimeout(() => {
      wasHeld.current = true
      setHeld(false)
      raise()
    }, holdMs)
  }
  const release = () => {
    clearTimeout(timer.current)
    setHeld(false)
  }
  return (
    <>
      <button
        type="button"
        data-testid="sos"
        onPointerDown={press}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          if (!wasHeld.current) setAsking(true)
          wasHeld.current = false
        }}
        className="relative flex min-h-(--target-field) touch-none items-center justify-center gap-3 overflow-hidden rounded-m bg-ink pr-3 pl-8 leading-[1.15] text-ground select-none"
      >
        <span aria-hidden className="hatch-sos absolute inset-y-0 left-0 w-4" />
        <span
          aria-hidden
          className={classes(
            'absolute inset-x-0 bottom-0 h-2 origin-left bg-p1',
            isHeld ? 'sos-hold' : 'scale-x-0',
          )}
        />
        <OctagonAlert aria-hidden className="size-7 shrink-0" />
        <span className="text-left">
          <b className="block text-l font-heavy tracking-[0.04em]">{t('field.sos')}</b>
          <span className="text-s">{t('field.sosHold')}</span>
        </span>
      </button>
      {isAsking && (
        <FieldSheet
          title={t('field.sosTitle')}
          onClose={() => setAsking(false)}
          thumb={
            <>
              <Act
                look="primary"
                icon={OctagonAlert}
                onClick={raise}
                className="border-ink bg-ink text-ground"
              >
                {t('field.sosConfirm')}
              </Act>
              <Act onClick={() => setAsking(false)}>{t('app.cancel')}</Act>
            </>
          }
        >
          <p className="text-l">{t('field.sosHint')}</p>
        </FieldSheet>
      )}
    </>
  )
}

/** What became of the call for help. Until the server has it, the phone says so and offers the two numbers. */
export function SosBanner() {
  const t = useText()
  const last = useStore(said).findLast((step) => step.what.action === 'dispatch.sos')
  const now = useNow()
  if (!last) return null
  const isSent = last.state === 'sent'
  if (isSent && now - last.at.getTime() > shownMs) return null
  return (
    <div role="alert" data-testid="sos-banner" className="bg-ink px-4 py-3 text-ground">
      <p className="flex items-center gap-3 text-l font-bold">
        <OctagonAlert aria-hidden className="size-6 shrink-0" />
        {isSent ? t('field.sosSent', { time: hhmm(last.at) }) : t('field.sosWaiting')}
      </p>
      {!isSent && (
        <p className="mt-3 grid grid-cols-2 gap-3">
          <a href="tel:112" className={actClasses('plain')}>
            {t('field.call112')}
          </a>
          <a href="tel:119" className={actClasses('plain')}>
            {t('field.call119')}
          </a>
        </p>
      )}
    </div>
  )
}
