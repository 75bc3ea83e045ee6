import type { Question } from '@veghe/shared/triage/protocol.ts'
import { Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useLabel, useText } from '../../platform/i18n.ts'
import { type Binding, useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { digitsOf, isChosen, toggled } from './answers.ts'
import type { AnswerValue } from './useTriage.ts'

type AnswerListProps = {
  question: Question
  given: AnswerValue | undefined
  onAnswer: (value: AnswerValue | null) => void
  onDone: () => void
  unknownCounts: string | undefined
}

/** Arrows walk through the answers without choosing; in a list of several, Enter goes on. */
function walk(list: HTMLElement | null, step: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])]
  const here = document.activeElement
  const at = here instanceof HTMLButtonElement ? buttons.indexOf(here) : -1
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}

export function AnswerList({ question, given, onAnswer, onDone, unknownCounts }: AnswerListProps) {
  const t = useText()
  const label = useLabel()
  const list = useRef<HTMLDivElement>(null)
  const digits = digitsOf(question)
  const give = (value: string) => {
    if (question.multiple) {
      const next = toggled(given, value)
      return onAnswer(next.length > 0 ? next : null)
    }
    onAnswer(value)
    onDone()
  }
  // The next question takes the hands with it only if they were in the script already.
  useEffect(() => {
    const isBusy = document.activeElement?.matches('input, textarea, select')
    if (!isBusy) list.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  useKeys([
    ...digits.flatMap(({ value, digit }): Binding[] =>
      digit ? [{ chord: digit, label: 'keys.answers', bar: '1–9, 0', run: () => give(value) }] : [],
    ),
  ])
  const isLong = question.answers.length > 6
  return (
    <div
      ref={list}
      data-answers
      role="group"
      aria-label={label(question.text)}
      className={classes('grid gap-1', isLong && '@sm:grid-cols-2')}
    >
      {question.answers.map((answer, i) => (
        <button
          key={answer.value}
          type="button"
          aria-pressed={isChosen(given, answer.value)}
          onClick={() => give(answer.value)}
          onKeyDown={(pressed) => {
            const step = { ArrowDown: 1, ArrowUp: -1 }[pressed.key]
            if (step) walk(list.current, step)
            else if (pressed.key === 'Enter' && question.multiple) onDone()
            else return
            pressed.preventDefault()
          }}
          className="grid min-h-10 grid-cols-[1.75rem_minmax(0,1fr)_auto] items-center gap-3 rounded-s border border-edge bg-raised py-1 pr-3 pl-1.5 text-left text-s leading-snug font-[500] @lg:text-m aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-surface"
        >
          <span className="grid size-7 place-items-center rounded-[3px] border border-edge font-code text-m leading-none font-[600]">
            {digits[i]?.digit ?? '·'}
          </span>
          <span className="flex flex-wrap items-baseline justify-between gap-x-3">
            {label(answer.label)}
            {answer.value === 'unknown' && unknownCounts && (
              <span className="text-xs font-normal">{t('triage.counts', { as: unknownCounts })}</span>
            )}
          </span>
          {isChosen(given, answer.value) && <Check aria-hidden className="size-4" />}
        </button>
      ))}
      {question.multiple && (
        <Button size="m" chord="Enter" className="col-span-full" onClick={onDone}>
          {t('triage.goOn')}
        </Button>
      )}
    </div>
  )
}
