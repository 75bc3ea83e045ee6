import { answerKeys } from '@veghe/shared/triage/interview.codes.ts'
import { Volume2 } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useLabel, useText } from '../platform/i18n.ts'
import { useStore } from '../platform/store.ts'
import { hush, isPressing, isSilent, press, type Question } from './callLine.ts'

const keys = ['1', '2', '3'] as const

/** One question and three answers, for whoever must not be heard: by finger, or by the keys 1, 2 and 3. */
export function Silently({ asked }: { asked: Question }) {
  const t = useText()
  const label = useLabel()
  const isSending = useStore(isPressing)
  const isQuiet = useStore(isSilent)
  const isReady = useReady(asked.turn) && !isSending
  const onKey = useEffectEvent(({ key, repeat }: KeyboardEvent) => {
    const known = keys.find((each) => each === key)
    if (known && !repeat && isReady) void press(known)
  })
  useEffect(() => {
    const listener = (pressed: KeyboardEvent) => onKey(pressed)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
  return (
    <section className="grid gap-4" data-testid="question">
      <p aria-live="polite" className="text-2xl font-strong text-balance">
        {label(asked.said)}
      </p>
      <p className="text-ink-2">{t('help.silently')}</p>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          disabled={!isReady}
          data-testid={`answer-${key}`}
          onClick={() => void press(key)}
          className="flex min-h-18 w-full items-center gap-5 rounded-m border-2 border-edge bg-raised px-6 py-4 text-left text-l font-[600] text-ink"
        >
          <span aria-hidden className="font-code text-2xl">
            {key}
          </span>
          {t(`help.${answerKeys[key]}`)}
        </button>
      ))}
      {isQuiet && (
        <p className="flex flex-wrap items-center gap-3 text-ink-2">
          {t('help.isSilent')}
          <button
            type="button"
            onClick={() => hush(false)}
            className="flex min-h-11 items-center gap-2 underline underline-offset-4"
          >
            <Volume2 aria-hidden className="size-5" />
            {t('help.soundOn')}
          </button>
        </p>
      )}
    </section>
  )
}

const readyAfterMs = 500

/** A trembling finger presses twice: the second press must not answer the question that has just come. */
function useReady(turn: number): boolean {
  const [ready, setReady] = useState<number | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setReady(turn), readyAfterMs)
    return () => clearTimeout(timer)
  }, [turn])
  return ready === turn
}
