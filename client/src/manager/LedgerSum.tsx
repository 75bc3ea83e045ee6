import type { Ledger } from '@veghe/shared/reporting/reporting.contract.ts'
import { Fragment, type ReactNode } from 'react'
import { useText } from '../platform/i18n.ts'
import { classes } from '../platform/ui/classes.ts'
import { accountedFor, cameIn, lefts, nameOf, rights, type Side } from './ledgerLines.ts'

/** The ledger as it is said aloud: what came in, and what each of it became. */
export function LedgerSum({ ledger }: { ledger: Ledger }) {
  const t = useText()
  const left = cameIn(ledger)
  const right = accountedFor(ledger)
  return (
    <section aria-label={t('insight.sum')} className="pb-5">
      <ul className="flex flex-wrap items-start gap-x-3 gap-y-4 xl:justify-between">
        {lefts.map((side, i) => (
          <Fragment key={side}>
            {i > 0 && <Sign>+</Sign>}
            <Term side={side} value={ledger[side]} isLeft />
          </Fragment>
        ))}
        <Sign>=</Sign>
        {rights.map((side, i) => (
          <Fragment key={side}>
            {i > 0 && <Sign>+</Sign>}
            <Term side={side} value={ledger[side]} />
          </Fragment>
        ))}
        <Sign>{ledger.lost !== null && ledger.lost < 0 ? '−' : '+'}</Sign>
        <Term side="lost" value={ledger.lost} />
      </ul>
      {left !== null && (
        <p className="pt-3 text-ink-2">
          {t(left === right ? 'insight.balances' : 'insight.differs', { left, right })}
        </p>
      )}
    </section>
  )
}

function Term({ side, value, isLeft = false }: { side: Side; value: number | null; isLeft?: boolean }) {
  const t = useText()
  const isMissing = side === 'lost' && value !== null && value > 0
  return (
    <li
      data-side={side}
      className={classes('grid w-min min-w-16', isMissing && 'bg-ink px-3 pb-2 text-surface')}
    >
      <b
        className={classes(
          'text-[2.75rem] leading-[1.1] tracking-tight',
          isLeft || side === 'lost' ? 'font-[600]' : 'font-[300]',
        )}
      >
        {value === null ? t('app.none') : Math.abs(value)}
      </b>
      <span className={classes('min-w-20 leading-tight', !isMissing && 'text-ink-2')}>
        {t(`insight.side.${nameOf(side, value)}`)}
        {value === null && <i className="block not-italic">{t('insight.unknown')}</i>}
      </span>
    </li>
  )
}

/** Spoken by the words below; drawn here. */
function Sign({ children }: { children: ReactNode }) {
  return (
    <li aria-hidden className="text-[2rem] leading-[1.55] font-[300] text-ink-2">
      {children}
    </li>
  )
}
