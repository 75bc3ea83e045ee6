import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useText } from '../../platform/i18n.ts'
import { useMe } from '../../platform/session.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'

/** Who else answers now. Alone at night is worth knowing before one takes a break. */
export function Posts() {
  const t = useText()
  const me = useMe()
  const { entries } = useBoard(boards.operators)
  const there = entries
    .filter((each) => each.status !== 'off')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  const isAlone = !there.some((each) => each.id !== me.staffId)
  return (
    <Section title={t('queue.posts')} {...(isAlone ? { aside: t('signIn.alone') } : {})}>
      <ul>
        {there.map((each) => (
          <li key={each.id} className="grid min-h-8 grid-cols-[minmax(0,1fr)_7.5rem_auto] items-center gap-2">
            <span className="truncate">
              {each.id === me.staffId ? `${each.name} · ${t('app.you')}` : each.name}
            </span>
            <span className="text-ink-2">{t(`queue.status.${each.status}`)}</span>
            <Timer since={each.since} />
          </li>
        ))}
      </ul>
      {there.length === 0 && <p className="text-ink-2">{t('queue.nobodyAtPosts')}</p>}
    </Section>
  )
}
