import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A small standing remark. `done` says that something is confirmed; nothing here is to be pressed. */
export function Tag({ done = false, children }: { done?: boolean; children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex h-5 items-center gap-1 rounded-pill border px-1.5 text-xs whitespace-nowrap',
        done ? 'border-ok-edge bg-ok text-ok-ink' : 'border-edge text-ink-2',
      )}
    >
      {done && <Check aria-hidden className="size-3.5" />}
      {children}
    </span>
  )
}
