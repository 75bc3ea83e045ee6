import type { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import type { JSX } from 'react'
import { useText } from '../i18n.ts'
import { classes } from './classes.ts'

export type Mark = QueueClass | 'SOS'

const shapes: Record<Mark, JSX.Element> = {
  P0: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M8 .8 15.8 15H.2ZM7 5.4l.35 5h1.3L9 5.4Zm1 5.9a1.05 1.05 0 1 0 0 2.1 1.05 1.05 0 0 0 0-2.1Z"
    />
  ),
  P1: <path fill="none" stroke="currentColor" strokeWidth="1.9" d="M8 2.6 14.1 14H1.9Z" />,
  P2: <path fill="currentColor" d="M8 .9 15.1 8 8 15.1.9 8Z" />,
  P3: <circle fill="currentColor" cx="8" cy="8" r="6" />,
  P4: <circle fill="none" stroke="currentColor" strokeWidth="1.75" cx="8" cy="8" r="5.4" />,
  'P?': (
    <rect
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeDasharray="3.1 1.9"
      x="2"
      y="2"
      width="12"
      height="12"
    />
  ),
  N: <path fill="none" stroke="currentColor" strokeWidth="1.75" d="M3 8h10" />,
  SOS: <path fill="currentColor" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" />,
}

const filled: Record<Mark, string> = {
  P0: 'border-transparent bg-p1 font-strong text-p1-ink',
  P1: 'border-2 border-p1-edge bg-surface font-strong text-p1-text',
  P2: 'border-transparent bg-p2 font-[600] text-p2-ink',
  P3: 'border-p3-edge bg-p3 text-p3-ink',
  P4: 'border-p4-edge text-p4-text',
  'P?': 'border-dashed border-edge text-ink hatch-fine',
  N: 'border-hairline text-ink-3',
  SOS: 'border-transparent bg-ink font-heavy text-surface',
}

const named: Record<Mark, string> = {
  P0: 'text-p1-text',
  P1: 'text-p1-text',
  P2: 'text-p2-text',
  P3: 'text-p3-text',
  P4: 'text-p4-text',
  'P?': 'text-ink',
  N: 'text-ink-3',
  SOS: 'text-ink',
}

/** A yellow or pale shape on a light ground needs its own edge. */
const outlined: Partial<Record<Mark, string>> = {
  P2: 'text-p2 [stroke:var(--p2-edge)] stroke-[1.25]',
  P3: 'text-p3 [stroke:var(--p3-edge)] stroke-[1.25]',
}

export function PriorityShape({ mark, className }: { mark: Mark; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className={classes('size-4 shrink-0 overflow-visible', className)}>
      {shapes[mark]}
    </svg>
  )
}

type MarkerProps = {
  mark: Mark
  /** `act`: filled, somebody must do something. `name`: shape and code only. `shape`: the shape alone, spoken in words. */
  weight?: 'act' | 'name' | 'shape'
  /** The word after the code. */
  word?: boolean | string
  /** As wide as its column, so that markers of a list stand alike. */
  wide?: boolean
}

/** A class: code, shape, word and place first; colour comes last and may vanish. */
export function PriorityMarker({ mark, weight = 'act', word = true, wide = false }: MarkerProps) {
  const t = useText()
  const spoken = t(`prio.spoken.${mark}`)
  const text = typeof word === 'string' ? word : t(`prio.word.${mark}`)
  const base = 'inline-flex shrink-0 items-center gap-1.5 align-middle text-s leading-none whitespace-nowrap'
  if (weight === 'shape') {
    return (
      <span role="img" aria-label={spoken} data-priority={mark} className={classes(base, named[mark])}>
        <PriorityShape mark={mark} className={outlined[mark] ?? ''} />
      </span>
    )
  }
  const act = weight === 'act'
  return (
    <span
      data-priority={mark}
      className={classes(
        base,
        act ? `h-6 rounded-s border pr-2 pl-1.5 ${filled[mark]}` : named[mark],
        wide && 'w-full',
      )}
    >
      <PriorityShape mark={mark} className={act ? '' : (outlined[mark] ?? '')} />
      <span className="sr-only">{spoken}</span>
      <span aria-hidden>
        {mark !== 'SOS' && <b className="font-heavy">{mark}</b>}
        {word && <span className={mark === 'SOS' ? '' : 'ml-1.5'}>{text}</span>}
      </span>
    </span>
  )
}

/** The left bar of a row that asks for action. */
export const barOf = (mark: Mark): string =>
  mark === 'P0' || mark === 'SOS' ? 'bar-p0' : mark === 'P1' ? 'bar-p1' : ''
