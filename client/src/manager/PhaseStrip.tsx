import { useText } from '../platform/i18n.ts'
import { length } from '../platform/time.ts'
import { positionOf, ticks } from './axis.ts'
import type { PhaseLine } from './phases.ts'

const at = (ms: number): string => `${positionOf(ms)}%`
const middle = 14

/**
 * One phase on the axis: every value as a dot while they are few; once they are enough, median to nine in ten over
 * the pale strokes of all of them, so that a single very long one is still seen.
 */
export function PhaseStrip({ line }: { line: PhaseLine }) {
  const t = useText()
  const { n, p50, p90, values, lengths, targetMs } = line
  const spoken =
    p50 !== null && p90 !== null
      ? t('insight.fromTo', { p50: length(p50), p90: length(p90) })
      : n === 0
        ? t('insight.noValue')
        : t('insight.values', { list: values.map(length).join(', ') })
  return (
    <svg role="img" aria-label={spoken} width="100%" height={2 * middle} className="block overflow-visible">
      {ticks.map((ms) => (
        <line key={ms} x1={at(ms)} x2={at(ms)} y1="0" y2={2 * middle} className="stroke-hairline" />
      ))}
      {targetMs !== null && (
        <line
          x1={at(targetMs)}
          x2={at(targetMs)}
          y1="1"
          y2={2 * middle - 1}
          strokeDasharray="2 3"
          className="stroke-ink"
          strokeWidth="1.5"
        />
      )}
      {values.map((ms, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: two contacts may have lasted the same time
          key={i}
          cx={at(ms)}
          cy={middle}
          r="5"
          className="fill-accent stroke-surface"
        />
      ))}
      {p50 !== null && p90 !== null && (
        <>
          {lengths.map((ms, i) => (
            <line
              // biome-ignore lint/suspicious/noArrayIndexKey: two contacts may have lasted the same time
              key={i}
              x1={at(ms)}
              x2={at(ms)}
              y1={middle - 5}
              y2={middle + 5}
              strokeOpacity="0.3"
              className="stroke-accent"
            />
          ))}
          <line x1={at(p50)} x2={at(p90)} y1={middle} y2={middle} strokeWidth="3" className="stroke-accent" />
          <circle cx={at(p50)} cy={middle} r="5.5" className="fill-accent stroke-surface" />
          <line
            x1={at(p90)}
            x2={at(p90)}
            y1={middle - 7}
            y2={middle + 7}
            strokeWidth="3"
            className="stroke-accent"
          />
        </>
      )}
    </svg>
  )
}
