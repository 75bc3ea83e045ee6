import type { Question } from '@veghe/shared/triage/protocol.ts'
import { Check, Grip } from 'lucide-react'
import { useLabel, useText } from '../../platform/i18n.ts'
import { classes } from '../../platform/ui/classes.ts'
import { keyedIn, useInterview } from './useInterview.ts'
import type { AnswerValue, Triage } from './useTriage.ts'

/** What has been answered, each to be opened again; nothing is ever locked. */
export function Asked({ triage, forChild }: { triage: Triage; forChild: boolean }) {
  const t = useText()
  const label = useLabel()
  const keyed = keyedIn(useInterview(triage.assessment.contactId), triage.answers)
  const answered = triage.protocol.questions
    .filter(({ id, asked_by }) => triage.answers[id] !== undefined && asked_by !== 'system')
    .toSorted((a, b) => a.order - b.order)
  const wording = (question: Question) =>
    label(forChild && question.text_child ? question.text_child : question.text)
  return (
    <ol className="grid content-start grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-x-6 px-4 py-2">
      {answered.map((question) => (
        <li key={question.id}>
          <button
            type="button"
            onClick={() => triage.look(question.id)}
            className={classes(
              'grid min-h-7 w-full grid-cols-[1rem_1.5rem_minmax(0,1fr)_auto] items-center gap-2 rounded-s px-2 text-left -outline-offset-2',
              triage.question?.id === question.id && 'bg-raised',
            )}
          >
            <Check aria-hidden className="size-4 text-ok-edge" />
            <span className="text-right text-ink-2">{question.order}</span>
            <span className="truncate">{wording(question)}</span>
            <span className="flex max-w-[9.5rem] items-center gap-1">
              {keyed.has(question.id) && (
                <Grip role="img" aria-label={t('interview.byKey')} className="size-4 shrink-0 text-ink-2" />
              )}
              <b className="truncate">{shownAnswer(question, triage.answers[question.id], label)}</b>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

function shownAnswer(
  question: Question,
  given: AnswerValue | undefined,
  label: (each: Question['text']) => string,
): string {
  const values = Array.isArray(given) ? given : [given]
  return values
    .map((value) => {
      const answer = question.answers.find((each) => each.value === value)
      return answer ? label(answer.label) : String(value)
    })
    .join(', ')
}
