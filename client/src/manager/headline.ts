import type { PhaseFigure } from '@veghe/shared/reporting/reporting.contract.ts'
import type { MessageKey, Values } from '../platform/i18n.ts'
import { roughLength } from '../platform/time.ts'

/**
 * What the figures say, as one sentence: when children were seen; where none was, how quickly the line was answered.
 * Under ten values it names the span, never a share of them.
 */
export function headlineOf(figures: readonly PhaseFigure[]): { key: MessageKey; values: Values } {
  const seen = figures.find(({ phase }) => phase === 'T0-T8')
  if (seen && seen.p50 !== null && seen.p90 !== null) {
    return { key: 'insight.headSeen', values: { p50: roughLength(seen.p50), p90: roughLength(seen.p90) } }
  }
  if (seen && seen.n > 0) {
    const [min = 0, max = min] = [seen.values[0], seen.values.at(-1)]
    return {
      key: 'insight.headFew',
      values: { count: seen.n, min: roughLength(min), max: roughLength(max) },
    }
  }
  const answered = figures.find(({ phase }) => phase === 'T0-T1')
  if (!answered || answered.n === 0 || answered.withinTarget === null || answered.targetMs === null) {
    return { key: 'insight.headNone', values: {} }
  }
  return {
    key: 'insight.headAnswered',
    values: {
      within: answered.withinTarget,
      count: answered.n,
      target: roughLength(answered.targetMs),
    },
  }
}
