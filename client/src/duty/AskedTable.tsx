import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import { useText } from '../platform/i18n.ts'
import { hhmmss } from '../platform/time.ts'
import { classes } from '../platform/ui/classes.ts'
import type { Asked } from './ladder.ts'

/** Proof of who was reached, how, when, and what came of it; the round that runs stands first. */
export function AskedTable({ ladder }: { ladder: Ladder | undefined }) {
  const t = useText()
  if (!ladder || ladder.steps.length === 0) return <p className="text-ink-2">{t('duty.noneAsked')}</p>
  const pages = ladder.steps.toSorted(
    (a, b) =>
      b.round - a.round || a.dueAt.getTime() - b.dueAt.getTime() || a.responder.localeCompare(b.responder),
  )
  const head = 'pb-1 text-left text-xs font-normal text-ink-3'
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{t('duty.asked')}</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('duty.askedAt')}
          </th>
          <th scope="col" className={head}>
            {t('duty.askedWho')}
          </th>
          <th scope="col" className={head}>
            {t('duty.askedHow')}
          </th>
          <th scope="col" className={head}>
            {t('duty.askedState')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pages.map((page, i) => (
          <PageRow
            key={page.pageId}
            page={page}
            startsRound={ladder.round > 1 && pages[i - 1]?.round !== page.round}
          />
        ))}
      </tbody>
    </table>
  )
}

function PageRow({ page, startsRound }: { page: Asked; startsRound: boolean }) {
  const t = useText()
  const isYes = page.state === 'acknowledged'
  const isQuiet = page.state === 'planned' || page.state === 'stopped'
  return (
    <>
      {startsRound && (
        <tr className="border-t border-hairline">
          <th scope="rowgroup" colSpan={4} className="h-7 text-left text-xs font-normal text-ink-3">
            {t('duty.round', { n: page.round })}
          </th>
        </tr>
      )}
      <tr
        className={classes('border-t border-hairline', isQuiet && 'text-ink-3', isYes && 'font-strong')}
        data-page-state={page.state}
      >
        <td className="h-8 pr-4">{hhmmss(page.sentAt ?? page.dueAt)}</td>
        <th scope="row" className={classes('pr-4 text-left', isYes ? 'font-strong' : 'font-normal')}>
          {page.responder}
        </th>
        <td className="pr-4">{t(`duty.rung.${page.channel}`)}</td>
        <td>{t(`duty.page.${page.state}`)}</td>
      </tr>
    </>
  )
}
