import type { Ledger } from '@veghe/shared/reporting/reporting.contract.ts'
import { useText } from '../platform/i18n.ts'
import { classes } from '../platform/ui/classes.ts'
import { accountedFor, cameIn, lefts, nameOf, type Part, rights, stackOf } from './ledgerLines.ts'

/**
 * The same sum under each other. Each bar begins where the one before it ended: when nothing is lost, what became of
 * the contacts ends exactly where what came in ended.
 */
export function LedgerSides({ ledger }: { ledger: Ledger }) {
  const t = useText()
  const left = cameIn(ledger)
  const total = left === null ? null : Math.max(1, left, accountedFor(ledger))
  const right = stackOf(ledger, [...rights, 'lost'])
  const groups = [stackOf(ledger, lefts), right.slice(0, -1), right.slice(-1)]
  return (
    <table className="w-full border-collapse">
      <caption className="border-t border-ink pt-1.5 pb-1 text-left text-m font-strong">
        {t('insight.sides')}
      </caption>
      {groups.map((group) => (
        <tbody key={group[0]?.side}>
          {group.map((part, i) => (
            <SideRow key={part.side} part={part} total={total} isFirst={i === 0} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

/** Without the carrier's count there is no whole to draw a part of. */
type SideRowProps = { part: Part; total: number | null; isFirst: boolean }

function SideRow({ part: { side, value, from }, total, isFirst }: SideRowProps) {
  const t = useText()
  const name = nameOf(side, value)
  const isMissing = side === 'lost' && value !== null && value > 0
  const cell = classes('h-10 border-t', isFirst ? 'border-edge' : 'border-hairline')
  return (
    <tr>
      <th scope="row" className={classes(cell, 'w-px pr-8 text-left whitespace-nowrap')}>
        {t(`insight.side.${name}`)}
      </th>
      <td className={classes(cell, 'w-px pr-6 text-right text-l', side === 'lost' && 'font-strong')}>
        {value === null ? t('app.none') : Math.abs(value)}
      </td>
      <td className={classes(cell, 'w-[38%] pr-8 max-md:hidden')}>
        {total !== null && (
          <SideBar from={from} length={Math.max(0, value ?? 0)} total={total} dark={isMissing} />
        )}
      </td>
      <td className={classes(cell, 'text-ink-2')}>{t(`insight.sideMeans.${name}`)}</td>
    </tr>
  )
}

type SideBarProps = { from: number; length: number; total: number; dark: boolean }

function SideBar({ from, length, total, dark }: SideBarProps) {
  const share = (n: number): string => `${(100 * n) / total}%`
  return (
    <svg aria-hidden width="100%" height="16" className="block overflow-visible">
      <line x1="100%" x2="100%" y1="-12" y2="28" className="stroke-edge" />
      <rect x={share(from)} width={share(length)} height="16" className={dark ? 'fill-ink' : 'fill-accent'} />
    </svg>
  )
}
