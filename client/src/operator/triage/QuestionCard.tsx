import type { Question } from '@veghe/shared/triage/protocol.ts'
import { useEffect, useRef, useState } from 'react'
import { useLabel, useLocale, useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextField } from '../../platform/ui/Field.tsx'
import { AnswerList } from './AnswerList.tsx'
import type { AnswerValue } from './useTriage.ts'

type QuestionCardProps = {
  question: Question
  given: AnswerValue | undefined
  /** The words for a child, where the question has them. */
  forChild: boolean
  onAnswer: (value: AnswerValue | null) => void
  /** On to whatever is proposed next. */
  onDone: () => void
}

/** One question at a time: the exact words to say, why they are asked, answers by digit, „Nu știu” always on 0. */
export function QuestionCard({ question, given, forChild, onAnswer, onDone }: QuestionCardProps) {
  const t = useText()
  const label = useLabel()
  const locale = useLocale()
  const said = forChild && question.text_child ? question.text_child : question.text
  const counted = question.unknown_as === null ? undefined : unknownCounts(question, label)
  return (
    <div className="@container border-b border-hairline bg-raised px-6 py-4">
      <p className="text-ink-2">
        <b className="text-ink">{question.order}</b> {label(question.text)}
      </p>
      <p className="my-2 text-l font-[600] text-balance @lg:text-xl" data-testid="say">
        „{label(said)}”
      </p>
      <p className="mb-4 text-ink-2">
        <span className="text-ink-3">{t('triage.why')}</span>{' '}
        <span lang={locale === 'ro' ? undefined : 'ro'}>{question.why_asked_ro}</span>
      </p>
      {question.kind === 'number' ? (
        <NumberAnswer key={question.id} given={given} onAnswer={onAnswer} onDone={onDone} unknown={counted} />
      ) : (
        <AnswerList
          key={question.id}
          question={question}
          given={given}
          onAnswer={onAnswer}
          onDone={onDone}
          unknownCounts={counted}
        />
      )}
    </div>
  )
}

/** „se socotește «poate ajunge»”: what the rules take an unknown answer for. */
function unknownCounts(question: Question, label: (each: Question['text']) => string): string | undefined {
  const same = question.answers.find((answer) => answer.value === question.unknown_as)
  return same ? label(same.label) : question.unknown_as === null ? undefined : String(question.unknown_as)
}

type NumberAnswerProps = {
  given: AnswerValue | undefined
  onAnswer: (value: AnswerValue | null) => void
  onDone: () => void
  unknown: string | undefined
}

function NumberAnswer({ given, onAnswer, onDone, unknown }: NumberAnswerProps) {
  const t = useText()
  const [text, setText] = useState(typeof given === 'number' ? String(given) : '')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const give = (value: AnswerValue) => {
    onAnswer(value)
    onDone()
  }
  useKeys([{ chord: 'N', label: 'triage.dontKnow', bar: false, run: () => give('unknown') }])
  const number = Number.parseInt(text, 10)
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(sent) => {
        sent.preventDefault()
        give(Number.isNaN(number) ? 'unknown' : number)
      }}
    >
      <TextField
        ref={field}
        label={t('triage.number')}
        bare
        inputMode="numeric"
        value={text}
        onChange={(typed) => setText(typed.currentTarget.value.replace(/\D/g, '').slice(0, 3))}
        className="w-28"
      />
      <Button type="submit" size="m" chord="Enter">
        {Number.isNaN(number) ? t('triage.dontKnow') : t('app.continue')}
      </Button>
      {Number.isNaN(number) && unknown && (
        <span className="text-xs text-ink-3">{t('triage.counts', { as: unknown })}</span>
      )}
    </form>
  )
}
