import type { ReactNode } from 'react'

/** A cell of the queue's grid; the row around it carries the focus. */
export function Cell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span role="gridcell" className={className}>
      {children}
    </span>
  )
}
