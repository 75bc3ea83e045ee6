import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { floorsOf } from '@veghe/shared/triage/categories.ts'
import type { Protocol, Question } from '@veghe/shared/triage/protocol.ts'
import { type Assessed, assess } from '@veghe/shared/triage/questions.rules.ts'
import { type Answers, Assessment } from '@veghe/shared/triage/triage.contract.ts'
import { useEffect, useMemo, useState } from 'react'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { onPush } from '../../platform/live.ts'
import { forget, put, useAsk } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { tell } from '../../platform/ui/toasts.tsx'

export type AnswerValue = Answers[string]

export type Triage = {
  protocol: Protocol
  assessment: Assessment
  /** The server's answers with what was just pressed on top. */
  answers: Answers
  /** Something pressed here has not been answered by the server yet. */
  isAhead: boolean
  /** What the rules say of them, worked out here and now; the server says the same a moment later. */
  assessed: Assessed
  question: Question | null
  /** Shows another question than the one proposed. */
  look: (id: string | null) => void
  answer: (id: string, value: AnswerValue | null) => void
}

const forEver = Number.POSITIVE_INFINITY

/**
 * The protocol in force is there before the first call; a contact that began with an earlier version ends on it, so then
 * that one is asked for.
 */
export function useProtocol(version?: number) {
  const once = { staleMs: forEver }
  const protocol = useAsk('triage.protocol', {}, once)
  const categories = useAsk('triage.categories', {}, once)
  const isOther =
    version !== undefined && protocol.data !== undefined && protocol.data.meta.version !== version
  const wanted = { ...once, enabled: isOther }
  const earlier = useAsk('triage.protocol', isOther ? { version } : {}, wanted)
  const itsCategories = useAsk('triage.categories', isOther ? { version } : {}, wanted)
  return isOther ? { protocol: earlier, categories: itsCategories } : { protocol, categories }
}

/** The triage of one contact; null while its protocol or its answers are still on the way. */
export function useTriage(contactId: ContactId): {
  triage: Triage | null
  error: unknown
  retry: () => void
} {
  const t = useText()
  const found = useAsk('triage.assessment', { contactId }, { staleMs: forEver })
  const { protocol, categories } = useProtocol(found.data?.protocolVersion)
  const [fresh, setFresh] = useState<Record<string, AnswerValue | null>>({})
  const [looked, look] = useState<string | null>(null)
  useHeardAssessment(contactId, found.data?.version ?? -1)

  const answers = useMemo(() => merged(found.data?.answers ?? {}, fresh), [found.data, fresh])
  const floors = useMemo(() => categories.data && floorsOf(categories.data), [categories.data])
  const assessed = useMemo(
    () => protocol.data && floors && assess(protocol.data, answers, floors),
    [protocol.data, floors, answers],
  )

  function answer(id: string, value: AnswerValue | null): void {
    setFresh((known) => ({ ...known, [id]: value }))
    act('triage.answer', { contactId, answers: { [id]: value } }, { patience: 'keep' })
      .then((next) => put('triage.assessment', { contactId }, next))
      .catch((failed: unknown) => {
        forget('triage.assessment', { contactId })
        tell(refusalText(t, failed), { kind: 'refused' })
      })
      // Only what was pressed since stays on top of the server's answers.
      .finally(() => setFresh((known) => without(known, id, value)))
  }

  const error = found.error ?? protocol.error ?? categories.error
  const retry = () => {
    for (const each of [found, protocol, categories]) void each.refetch()
  }
  if (!protocol.data || !found.data || !assessed) return { triage: null, error, retry }
  const shown = looked ?? assessed.nextQuestion
  const question = protocol.data.questions.find((each) => each.id === shown) ?? null
  const isAhead = Object.keys(fresh).length > 0
  const rest = { answers, isAhead, assessed, question, look, answer }
  return { triage: { protocol: protocol.data, assessment: found.data, ...rest }, error: null, retry }
}

function merged(answers: Answers, fresh: Record<string, AnswerValue | null>): Answers {
  const all = Object.entries({ ...answers, ...fresh })
  return Object.fromEntries(all.flatMap(([id, value]) => (value === null ? [] : [[id, value]])))
}

function without<V>(known: Record<string, V>, id: string, value: V): Record<string, V> {
  if (known[id] !== value) return known
  const { [id]: _, ...rest } = known
  return rest
}

/** Another screen of ours, or the server by itself, may change the assessment: the newest version stands. */
function useHeardAssessment(contactId: ContactId, known: number): void {
  useEffect(
    () =>
      onPush((name, body) => {
        if (name !== 'assessment.changed') return
        const heard = Assessment.safeParse(body)
        if (heard.success && heard.data.contactId === contactId && heard.data.version > known) {
          put('triage.assessment', { contactId }, heard.data)
        }
      }),
    [contactId, known],
  )
}
