import { Link } from '@tanstack/react-router'
import { useBoard } from '../platform/board.ts'
import { boards } from '../platform/boards.ts'
import { useText } from '../platform/i18n.ts'
import { Section } from '../platform/ui/Pane.tsx'
import { Timer } from '../platform/ui/Timer.tsx'

/** Who answers now, and the way into what they have in hand: to read along, or to help on the line. */
export function Desks({ frozenAt }: { frozenAt: number | null }) {
  const t = useText()
  const { entries } = useBoard(boards.operators)
  const there = entries
    .filter((each) => each.status !== 'off')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <Section title={t('queue.posts')}>
      {there.length === 0 && <p className="text-ink-2">{t('queue.nobodyAtPosts')}</p>}
      <ul>
        {there.map(({ id, name, status, since, contactId }) => (
          <li key={id} className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3">
            <span className="truncate">{name}</span>
            {contactId ? (
              <Link to="/console/contact/$contactId" params={{ contactId }}>
                {t(`queue.status.${status}`)}
              </Link>
            ) : (
              <span className="text-ink-2">{t(`queue.status.${status}`)}</span>
            )}
            <Timer since={since} until={frozenAt} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
