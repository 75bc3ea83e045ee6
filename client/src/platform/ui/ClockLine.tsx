import { useText } from '../i18n.ts'
import { hhmmss, length } from '../time.ts'
import { classes } from './classes.ts'

export type ClockStep = { label: string; at: Date | null }

type ClockLineProps = {
  /** In their order; the first one is what the others are counted from. */
  steps: readonly ClockStep[]
  label: string
}

/** One clock from ring to safe child: filled happened, the ring is next, the small ones lie ahead. */
export function ClockLine({ steps, label }: ClockLineProps) {
  const t = useText()
  const from = steps[0]?.at
  const next = steps.findLastIndex((step) => step.at !== null) + 1
  return (
    <ol
      aria-label={label}
      className="grid auto-cols-[minmax(5rem,1fr)] grid-flow-col overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {steps.map(({ label: name, at }, i) => (
        <li key={name} className="relative pt-5 text-xs text-ink-2">
          {i < steps.length - 1 && (
            <span
              aria-hidden
              className={classes(
                'absolute inset-x-0 top-[5px] h-0.5',
                i < next - 1 ? 'bg-ink-2' : 'bg-hairline',
              )}
            />
          )}
          <span
            aria-hidden
            className={classes(
              'absolute top-0 left-0 size-3 rounded-pill',
              at
                ? 'bg-ink-2'
                : i === next
                  ? 'border-[3px] border-ink bg-surface'
                  : 'border border-edge bg-surface',
            )}
          />
          <span className={at ? '' : 'text-ink-3'}>{name}</span>
          <b className={classes('block text-s', at ? 'text-ink' : 'font-normal text-ink-3')}>
            {at
              ? i === 0 || !from
                ? hhmmss(at)
                : `+${length(at.getTime() - from.getTime())}`
              : t('app.none')}
          </b>
        </li>
      ))}
    </ol>
  )
}
