import { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Wording } from '@veghe/shared/triage/interview.codes.ts'
import { type AskedQuestion, Interview } from '@veghe/shared/triage/interview.contract.ts'
import type { Answers } from '@veghe/shared/triage/triage.contract.ts'
import { useEffect, useState } from 'react'
import type { Asked } from '../../platform/api.ts'
import { act } from '../../platform/commands.ts'
import { kept } from '../../platform/kept.ts'
import { onPush, onReturn } from '../../platform/live.ts'
import { forget, put, useAsk } from '../../platform/query.ts'

/** The yes/no questions of a contact as they stand; null while there are none. */
export function useInterview(contactId: ContactId): Interview | null {
  const found = useAsk('triage.interview', { contactId }, { staleMs: Number.POSITIVE_INFINITY })
  const known = found.data?.version ?? -1
  useEffect(
    () =>
      onPush((name, body) => {
        if (name !== 'interview.changed') return
        const heard = Interview.safeParse(body)
        if (heard.success && heard.data.id === contactId && heard.data.version > known)
          put('triage.interview', { contactId }, heard.data)
      }),
    [contactId, known],
  )
  useEffect(() => onReturn(() => forget('triage.interview', { contactId })), [contactId])
  return found.data ?? null
}

/** The protocol's questions whose present answer came by a key of the caller's. */
export function keyedIn(interview: Interview | null, answers: Answers): ReadonlySet<string> {
  const stands = ({ filled }: AskedQuestion): string[] => {
    const now = filled ? answers[filled.question] : undefined
    const isSo = Array.isArray(now) ? now.includes(filled?.value ?? '') : now === filled?.value
    return filled && isSo ? [filled.question] : []
  }
  return new Set(interview?.asked.flatMap(stands))
}

const language = kept('interviewLanguage', Locale, 'ro')

export type Leading = {
  language: Locale
  wording: Wording
  isBusy: boolean
  wrong: unknown
  /** Begins, or goes on in other words. */
  start: (change?: { language?: Locale; wording?: Wording }) => void
  ask: (which: 'again' | 'next') => void
  stop: () => void
}

/** What the desk does with the questions. A refusal stands beside them until the next try. */
export function useLeading(contactId: ContactId, interview: Interview | null): Leading {
  const triage = useAsk('triage.assessment', { contactId }, { staleMs: Number.POSITIVE_INFINITY })
  const [isBusy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<unknown>(null)
  const usual = triage.data?.answers.caller_is_child === 'no' ? 'adult' : 'child'
  const words = {
    language: interview?.language ?? language.read(),
    wording: interview?.wording ?? usual,
  } as const
  const does = (command: () => Promise<unknown>) => {
    if (isBusy) return
    setBusy(true)
    setWrong(null)
    command()
      .catch(setWrong)
      .finally(() => setBusy(false))
  }
  return {
    ...words,
    ...{ isBusy, wrong },
    start: (change = {}) => {
      const wanted: Asked<'intake.startInterview'> = { contactId, ...words, ...change }
      language.write(wanted.language)
      does(() => act('intake.startInterview', wanted))
    },
    ask: (which) => does(() => act('intake.askInterview', { contactId, which })),
    stop: () => does(() => act('intake.stopInterview', { contactId })),
  }
}
