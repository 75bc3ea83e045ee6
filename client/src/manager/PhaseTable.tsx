import { useText } from '../platform/i18n.ts'
import { length, roughLength } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import { positionOf, ticks } from './axis.ts'
import { PhaseStrip } from './PhaseStrip.tsx'
import type { PhaseLine } from './phases.ts'

const head = 'border-b border-edge pb-1 text-left align-bottom text-xs font-normal text-ink-2'
const numeric = 'pl-4 text-right whitespace-nowrap'

/** The phases under each other on one axis, each with how many it speaks of. */
export function PhaseTable({ lines }: { lines: readonly PhaseLine[] }) {
  const t = useText()
  return (
    <section
      aria-label={t('insight.phases')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow screen the arrows reach the last columns
      tabIndex={0}
      className="min-w-0 overflow-x-auto border-t border-ink pt-1.5 print:overflow-visible"
    >
      <table className="w-full min-w-[48rem] border-collapse print:min-w-0">
        <caption className="pb-1 text-left text-m font-strong">
          {t('insight.phases')} <small className="text-xs font-normal text-ink-2">{t('insight.scale')}</small>
        </caption>
        <thead>
          <tr>
            <th scope="col" className={head}>
              {t('insight.phaseName')}
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.n')}
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.underWay')}
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.median')}
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.p90')}
            </th>
            <th scope="col" className={classes(head, 'w-[34%] px-6')}>
              <span className="sr-only">{t('insight.scale')}</span>
              <Axis />
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.target')}
            </th>
            <th scope="col" className={classes(head, numeric)}>
              {t('insight.within')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <PhaseRow key={line.phase} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PhaseRow({ line }: { line: PhaseLine }) {
  const t = useText()
  const { phase, n, p50, p90, targetMs } = line
  const cell = 'h-10 border-b border-hairline'
  const isOver = targetMs !== null && p90 !== null && p90 > targetMs
  return (
    <tr data-phase={phase}>
      <th scope="row" className={classes(cell, 'text-left font-normal')}>
        <b>{t(`insight.phase.${phase}`)}</b>{' '}
        <span className="text-xs whitespace-nowrap text-ink-2">{phase.replace('-', ' – ')}</span>
      </th>
      <td className={classes(cell, numeric)}>{n}</td>
      <td className={classes(cell, numeric, line.underWay === 0 && 'text-ink-3')}>{line.underWay}</td>
      {p50 === null || p90 === null ? (
        <td colSpan={2} className={classes(cell, 'pl-4 text-right text-xs text-ink-2')}>
          {t(n === 0 ? 'insight.noValue' : 'insight.tooFew')}
        </td>
      ) : (
        <>
          <td className={classes(cell, numeric, 'text-l font-[300]')}>{length(p50)}</td>
          <td className={classes(cell, numeric, 'text-l', isOver ? 'font-strong' : 'font-[300]')}>
            {length(p90)}
          </td>
        </>
      )}
      <td className={classes(cell, 'px-6')}>
        <PhaseStrip line={line} />
      </td>
      <td className={classes(cell, numeric)}>
        {targetMs === null ? t('app.none') : roughLength(targetMs)}
        {isOver && <b className="block text-xs">{t('insight.over')}</b>}
      </td>
      <td className={classes(cell, numeric)}>
        <Within line={line} />
      </td>
    </tr>
  )
}

function Within({ line: { n, withinTarget, p50 } }: { line: PhaseLine }) {
  const t = useText()
  if (withinTarget === null || n === 0) return t('app.none')
  const share = Math.floor((100 * withinTarget) / n)
  return p50 === null
    ? t('insight.withinOf', { within: withinTarget, n })
    : t('insight.withinShare', { within: withinTarget, n, share })
}

function Axis() {
  return (
    <svg aria-hidden width="100%" height="14" className="block overflow-visible">
      {ticks.map((ms) => (
        <text
          key={ms}
          x={`${positionOf(ms)}%`}
          y="11"
          textAnchor="middle"
          className="fill-ink-2 text-xs whitespace-nowrap"
        >
          {roughLength(ms).replace(' 00', '')}
        </text>
      ))}
    </svg>
  )
}
