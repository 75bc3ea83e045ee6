import { useText } from '../platform/i18n.ts'

const lines = ['meansN', 'meansMedian', 'meansFew', 'meansAverage', 'meansTarget', 'meansPeople'] as const

/** What the figures are, printed beside them. */
export function Meanings() {
  const t = useText()
  return (
    <aside aria-label={t('insight.means')} className="border-t border-ink pt-1.5">
      <h3 className="text-m">{t('insight.means')}</h3>
      <ul className="mt-1 grid gap-1.5 text-xs text-ink-2 print:grid-cols-2 print:gap-x-8">
        {lines.map((line) => (
          <li key={line}>{t(`insight.${line}`)}</li>
        ))}
      </ul>
    </aside>
  )
}
