import { readFileSync } from 'node:fs'
import { InterviewScript, type ScriptQuestion } from '@veghe/shared/triage/interview.script.ts'

/** The questions that ship with this version of the product. */
export const script = InterviewScript.parse(
  JSON.parse(readFileSync(new URL('data/interview.json', import.meta.url), 'utf8')),
)

/** Null for a question that only an earlier version knew. */
export const scripted = (id: string): ScriptQuestion | null =>
  script.questions.find((question) => question.id === id) ?? null
