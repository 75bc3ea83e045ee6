import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../platform/i18n.ts'
import { Scroller } from '../platform/ui/Scroller.tsx'

type ScreenProps = { head: ReactNode; thumb: ReactNode; children: ReactNode }

/** Head (what and where), a middle that may scroll, and the thumb zone, which never moves. */
export function Screen({ head, thumb, children }: ScreenProps) {
  const t = useText()
  return (
    <main className="mx-auto grid h-dvh max-w-[30rem] grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(7rem,1fr)_auto] overflow-y-auto bg-ground text-m">
      <div>{head}</div>
      <Scroller label={t('field.details')} className="px-4">
        {children}
      </Scroller>
      <div className="grid gap-4 border-t border-hairline px-4 pt-3 pb-4">{thumb}</div>
    </main>
  )
}

/** The heading of a screen takes the focus when the screen changes, so that it is read out and nothing is lost. */
export function ScreenTitle({ className, children }: { className?: string; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={title} tabIndex={-1} className={className ?? 'text-xl font-bold outline-none'}>
      {children}
    </h1>
  )
}
