import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type PaneProps = { label: string; id?: string; className?: string; children: ReactNode }

/** One of the panels F6 walks through. Divided from the next by a hairline, never boxed. */
export function Pane({ label, id, className, children }: PaneProps) {
  return (
    <section
      aria-label={label}
      data-pane={id}
      tabIndex={-1}
      className={classes(
        'flex min-h-0 min-w-0 flex-col overflow-hidden outline-none narrow:shrink-0',
        className,
      )}
    >
      {children}
    </section>
  )
}

export function PaneHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-3 border-b narrow:flex-wrap narrow:gap-y-1 narrow:py-2 border-hairline pr-4 pl-6">
      <h2 className="text-m whitespace-nowrap">{title}</h2>
      {children}
    </header>
  )
}

type SectionProps = { title?: ReactNode; aside?: ReactNode; className?: string; children: ReactNode }

export function Section({ title, aside, className, children }: SectionProps) {
  return (
    <section
      className={classes('border-t border-hairline py-3 pr-4 pl-6 first:border-t-0', className)}
      {...(typeof title === 'string' ? { 'aria-label': title } : {})}
    >
      {title && (
        <h3 className="mb-2 flex min-h-5 items-center gap-2 text-s">
          {title}
          {aside && <span className="text-xs font-normal text-ink-3">{aside}</span>}
        </h3>
      )}
      {children}
    </section>
  )
}

/** Name and value pairs, the names in a fixed column. */
export function Facts({ rows }: { rows: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1">
      {rows.map(([name, value], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are a fixed list and never move
        <div key={i} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
