import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** What scrolls by itself, also by the arrows where nothing inside takes the focus. */
export function Scroller({
  label,
  className,
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll that only a mouse can move hides its end from a keyboard
      tabIndex={0}
      className={classes('overflow-y-auto -outline-offset-3', className)}
    >
      {children}
    </section>
  )
}
