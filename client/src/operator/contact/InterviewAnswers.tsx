import { answerKeys, type KeyMeaning } from '@veghe/shared/triage/interview.codes.ts'
import type { AskedQuestion, Interview } from '@veghe/shared/triage/interview.contract.ts'
import { useLabel, useText } from '../../platform/i18n.ts'
import { hhmmss } from '../../platform/time.ts'

const keyOf = (meaning: KeyMeaning): string =>
  Object.entries(answerKeys).find(([, means]) => means === meaning)?.[0] ?? ''

/** What was asked and what the keys said, the newest first: it may be read while the next one is still being asked. */
export function InterviewAnswers({ interview }: { interview: Interview }) {
  const t = useText()
  const label = useLabel()
  const isNow = ({ turn }: AskedQuestion) => interview.state === 'asking' && turn === interview.turn
  const past = interview.asked.filter((one) => !isNow(one)).toReversed()
  const agreed = past.flatMap(({ cover }) => cover ?? [])
  if (past.length === 0) return null
  return (
    <>
      {agreed.map((cover) => (
        <p key={cover.ro} className="border-l-4 border-ink pl-2 text-s">
          {t('interview.cover')} <b>„{label(cover)}”</b>
        </p>
      ))}
      <div role="log" aria-label={t('interview.answered')}>
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-1 pb-1 text-s">
          {past.map((one) => (
            <li key={one.turn} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate text-ink-2" title={label(one.said)}>
                {label(one.said)}
              </span>
              <Answer asked={one} />
            </li>
          ))}
        </ol>
      </div>
    </>
  )
}

function Answer({ asked: { meaning, pressedAt } }: { asked: AskedQuestion }) {
  const t = useText()
  if (!meaning || !pressedAt) return <span className="text-ink-3">{t('interview.unanswered')}</span>
  return (
    <>
      <span className="font-code">{keyOf(meaning)}</span>
      <b>{t(`interview.${meaning}`)}</b>
      <time className="font-code text-xs text-ink-3">{hhmmss(pressedAt)}</time>
    </>
  )
}
