import { fold } from '../kernel/fold.ts'
import type { Given } from './answers.rules.ts'
import type { CategoryFloors } from './categories.ts'
import { holds } from './conditions.rules.ts'
import { answerKeys, type KeyMeaning } from './interview.codes.ts'
import type { InterviewScript, ScriptQuestion } from './interview.script.ts'
import type { Protocol } from './protocol.ts'
import { matters } from './questions.rules.ts'
import { isWorse } from './severity.ts'
import type { Answers } from './triage.contract.ts'
import { evaluate } from './triage.rules.ts'

/** By what the answers are weighed. */
export type Law = { protocol: Protocol; floors: CategoryFloors }

const meanings = new Map<string, KeyMeaning>(Object.entries(answerKeys))

/** Null for every key that was not named to the caller: the question is asked again. */
export const meaningOf = (key: string): KeyMeaning | null => meanings.get(key) ?? null

const written: Readonly<Record<keyof typeof answerKeys, readonly string[]>> = {
  '1': ['1', 'da', 'd', 'igen', 'i', 'yes', 'y'],
  '2': ['2', 'nu', 'n', 'nem', 'no'],
  '3': ['3', 'nu stiu', 'nem tudom', "i don't know", "don't know", 'dont know'],
}

/** The key that a text stands for: the digit or the word alone. Whatever says more is for a person to read. */
export function keyInText(text: string): string | null {
  const said = fold(text)
    .replace(/[.!,;:)]+/g, ' ')
    .trim()
  return Object.entries(written).find(([, words]) => words.includes(said))?.[0] ?? null
}

export type Filled = { question: string; value: string }

/** What a key says in the words of the protocol; null where it says nothing there. */
export function filledBy({ fills, answers }: ScriptQuestion, meaning: KeyMeaning): Filled | null {
  const value = answers[meaning]
  return fills !== null && value !== null ? { question: fills, value } : null
}

/**
 * The answers to give for a key. An answer that stands already gives way to a graver one only: what somebody said
 * aloud, or said first, is not taken back by a finger that slipped.
 */
export function givenBy({ protocol, floors }: Law, answers: Answers, { question, value }: Filled): Given {
  const now = answers[question]
  if (now === value || (now !== undefined && value === 'unknown')) return {}
  const isMultiple = protocol.questions.some(({ id, multiple }) => id === question && multiple)
  if (isMultiple) return { [question]: withOne(now, value) }
  if (now === undefined || now === 'unknown') return { [question]: value }
  const before = evaluate(protocol, answers, floors).proposed
  const after = evaluate(protocol, { ...answers, [question]: value }, floors).proposed
  return isWorse(after, before) ? { [question]: value } : {}
}

const standAlone = ['none', 'unknown']

function withOne(now: Answers[string] | undefined, value: string): string[] {
  const chosen = Array.isArray(now) ? now.filter((each) => !standAlone.includes(each)) : []
  return chosen.includes(value) ? chosen : [...chosen, value]
}

/**
 * The question to ask now, none of those in `asked` again. As few as possible: what is already known, what cannot
 * hold, and what can no longer make the class more severe is left out. Null when nothing is left.
 */
export function questionAfter(
  { questions }: InterviewScript,
  law: Law,
  { answers, asked }: { answers: Answers; asked: readonly string[] },
): ScriptQuestion | null {
  const isCritical = evaluate(law.protocol, answers, law.floors).proposed === 'P0'
  const isWorthwhile = (question: ScriptQuestion): boolean =>
    question.always ||
    (!isCritical && question.fills !== null && matters(law.protocol, answers, law.floors, question.fills))
  return (
    questions
      .filter(({ id }) => !asked.includes(id))
      .filter((question) => isOpen(question, answers))
      .filter(({ only_if }) => only_if === undefined || holds(only_if, answers) === true)
      .filter(isWorthwhile)
      .toSorted((a, b) => a.order - b.order)[0] ?? null
  )
}

/** Nobody is asked again what is known: they may have only a moment. */
function isOpen({ fills, deepens, answers: says }: ScriptQuestion, answers: Answers): boolean {
  if (fills === null || deepens) return true
  const now = answers[fills]
  if (Array.isArray(now)) return says.yes === null || !now.includes(says.yes)
  return now === undefined || now === 'unknown'
}
