import { Link } from '@tanstack/react-router'
import type { OperatorEntry } from '@veghe/shared/queue/queue.contract.ts'
import { useBoard } from './board.ts'
import { boards } from './boards.ts'
import { useLostSince } from './connection.tsx'
import { useText } from './i18n.ts'
import { useMay, useMe } from './session.tsx'
import { Section } from './ui/Pane.tsx'
import { Timer } from './ui/Timer.tsx'

/** Who answers now. Alone at night is worth knowing before one takes a break. */
export function Posts() {
  const t = useText()
  const me = useMe()
  const { entries } = useBoard(boards.operators)
  const there = entries
    .filter((each) => each.status !== 'off')
    .toSorted((a, b) => a.name.localeCompare(b.name))
  const isAlone = there.length === 1 && there[0]?.id === me.staffId
  return (
    <Section title={t('queue.posts')} {...(isAlone ? { aside: t('signIn.alone') } : {})}>
      <ul>
        {there.map((each) => (
          <Post key={each.id} post={each} />
        ))}
      </ul>
      {there.length === 0 && <p className="text-ink-2">{t('queue.nobodyAtPosts')}</p>}
    </Section>
  )
}

/** What somebody has in hand opens for whoever may read along, or help on the line. */
function Post({ post: { id, name, status, since, contactId } }: { post: OperatorEntry }) {
  const t = useText()
  const isMe = id === useMe().staffId
  const maySupervise = useMay('queue.superviseCall')
  const frozenAt = useLostSince()
  const state = t(`queue.status.${status}`)
  return (
    <li className="grid min-h-8 grid-cols-[minmax(0,1fr)_7.5rem_auto] items-center gap-2">
      <span className="truncate">{isMe ? `${name} · ${t('app.you')}` : name}</span>
      {contactId && (isMe || maySupervise) ? (
        <Link to="/console/contact/$contactId" params={{ contactId }}>
          {state}
        </Link>
      ) : (
        <span className="text-ink-2">{state}</span>
      )}
      <Timer since={since} until={frozenAt} />
    </li>
  )
}
