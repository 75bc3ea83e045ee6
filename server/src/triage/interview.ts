import type { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { misunderstood } from '@veghe/shared/triage/answers.rules.ts'
import type { InterviewEnding, InterviewWay, Wording } from '@veghe/shared/triage/interview.codes.ts'
import { filledBy, givenBy, meaningOf, questionAfter } from '@veghe/shared/triage/interview.rules.ts'
import type { Label } from '@veghe/shared/triage/protocol.ts'
import type { Answers } from '@veghe/shared/triage/triage.contract.ts'
import type { Ctx } from '../platform/context.ts'
import { script, scripted } from './interview.questions.ts'
import * as store from './interview.store.ts'
import { askedNow, interviewOf } from './interview.view.ts'
import { take } from './triage.answers.ts'
import { aboutOf, holdersOf, lockOpen, lockSubject, type Subject } from './triage.change.ts'

type Row = store.InterviewRow

/** What is asked of the caller at this moment, and how far it has come. */
export type Asking = {
  way: InterviewWay
  turn: number
  language: Locale
  question: string
  /** The same in each of the languages. */
  said: Label
  keys: string
  keysInText: string
  opening: string
  stillHere: string
  isFirst: boolean
  silences: number
}

/** By what an interview is led; a change of it while one runs keeps its place. */
type Wanted = { contactId: ContactId; way: InterviewWay; language: Locale; wording: Wording }

export async function start(ctx: Ctx, { contactId, ...wanted }: Wanted): Promise<void> {
  const subject = await lockOpen(ctx, contactId)
  const before = await store.lockInterview(ctx, contactId)
  const { county } = subject.row
  await ctx.happened('triage.interviewStarted', {
    ...aboutOf(subject.row),
    body: { ...wanted, script: script.meta.version },
  })
  if (before?.state === 'asking') return void (await save(ctx, { ...before, ...wanted, silences: 0 }))
  const begun: Row = {
    ...{ contactId, county, ...wanted, state: 'asking', ending: null, script: script.meta.version },
    ...{ version: before?.version ?? 0, turn: before?.turn ?? 0, silences: 0 },
    // What was answered stays answered; what was only asked is asked again.
    asked: before?.asked.filter(({ key }) => key !== null) ?? [],
    ...{ startedAt: ctx.now, endedAt: null, changedAt: ctx.now },
  }
  const going = await advanced(ctx, subject, begun)
  if (going.state === 'ended') throw new Refusal('nothing_to_ask')
  await save(ctx, going)
}

/** The same question once more, or on to the next one without an answer. False when there is no next one. */
export async function ask(ctx: Ctx, contactId: ContactId, which: 'again' | 'next'): Promise<boolean> {
  const subject = await lockOpen(ctx, contactId)
  const row = await store.lockInterview(ctx, contactId)
  if (row?.state !== 'asking') throw new Refusal('interview_over')
  const next = which === 'next' ? await advanced(ctx, subject, row) : { ...row, silences: 0 }
  await save(ctx, next)
  return next.state === 'asking'
}

/** False when nothing was running. */
export async function stop(
  ctx: Ctx,
  contactId: ContactId,
  ending: Exclude<InterviewEnding, 'complete'>,
): Promise<boolean> {
  if (!(await isRunning(ctx, contactId))) return false
  await lockSubject(ctx, contactId)
  const row = await store.lockInterview(ctx, contactId)
  if (row?.state !== 'asking') return false
  await save(ctx, await ended(ctx, row, ending))
  return true
}

/** Cheap enough to ask at every turn of a call. */
export const isRunning = async (ctx: Ctx, contactId: ContactId): Promise<boolean> =>
  (await store.findInterview(ctx, contactId))?.state === 'asking'

/**
 * A key for the question of this turn, or none within the time there was. The first key is the answer; whatever comes
 * for the same question after it, late or a second time, changes nothing.
 */
export async function pressed(
  ctx: Ctx,
  { contactId, turn, key }: { contactId: ContactId; turn: number; key: string },
): Promise<void> {
  if (!(await isRunning(ctx, contactId))) return
  const subject = await lockSubject(ctx, contactId)
  const row = await store.lockInterview(ctx, contactId)
  const asked = row?.asked.find((one) => one.turn === turn)
  if (row?.state !== 'asking' || !asked || asked.key !== null) return
  const meaning = meaningOf(key)
  if (!meaning) {
    if (turn === row.turn) await save(ctx, { ...row, silences: key === '' ? row.silences + 1 : 0 })
    return
  }
  const about = { question: asked.question, turn, key, meaning }
  await ctx.happened('triage.keyPressed', { ...aboutOf(row), body: about })
  const question = scripted(asked.question)
  const filled = question && filledBy(question, meaning)
  const answers = await filling(ctx, subject, filled)
  const answer = { ...asked, key, meaning, filled, pressedAt: ctx.now.toISOString() }
  const heard = { ...row, asked: row.asked.map((one) => (one.turn === turn ? answer : one)) }
  await save(ctx, turn === row.turn ? await advanced(ctx, subject, heard, answers) : heard)
}

/** Into the triage as if the operator had chosen it. Gives back the answers as they stand then. */
async function filling(ctx: Ctx, subject: Subject, filled: ReturnType<typeof filledBy>): Promise<Answers> {
  const { row, rules } = subject
  if (!filled || row.state === 'ended') return row.answers
  const given = givenBy(rules, row.answers, filled)
  // A contact ends on the protocol it began with, which may not know the question.
  if (misunderstood(rules.protocol, rules.categories, given).length > 0) return row.answers
  return (await take(ctx, subject, { given, by: 'key' })).answers
}

/** Null when nothing is asked now. */
export async function asking(ctx: Ctx, contactId: ContactId): Promise<Asking | null> {
  const row = await store.findInterview(ctx, contactId)
  const asked = row && askedNow(row)
  const question = asked && scripted(asked.question)
  if (!row || !question) return null
  const { way, turn, language, wording, silences } = row
  const { words } = script
  return {
    ...{ way, turn, language, silences },
    ...{ question: question.text[wording][language], said: question.text[wording] },
    ...{ keys: words.keys[wording][language], keysInText: words.keys_in_text[wording][language] },
    ...{ opening: words.opening[wording][language], stillHere: words.still_here[wording][language] },
    isFirst: row.asked.every(({ key }) => key === null),
  }
}

/** The last words of an interview to whoever answered it; null when there never was one. */
export async function closing(
  ctx: Ctx,
  contactId: ContactId,
): Promise<{ language: Locale; words: string[] } | null> {
  const row = await store.findInterview(ctx, contactId)
  if (!row) return null
  const { language, wording, ending } = row
  return { language, words: ending === 'complete' ? [script.words.closing[wording][language]] : [] }
}

/** On to the next question, or to the end when nothing is left to ask. */
async function advanced(
  ctx: Ctx,
  { row: { answers: known }, rules }: Subject,
  row: Row,
  answers: Answers = known,
): Promise<Row> {
  const asked = row.asked.map(({ question }) => question)
  const question = questionAfter(script, rules, { answers, asked })
  if (!question) return ended(ctx, row, 'complete')
  const turn = row.turn + 1
  await ctx.happened('triage.questionAsked', { ...aboutOf(row), body: { question: question.id, turn } })
  const put = { turn, question: question.id, askedAt: ctx.now.toISOString() }
  const unanswered = { key: null, meaning: null, pressedAt: null, filled: null }
  return { ...row, turn, silences: 0, asked: [...row.asked, { ...put, ...unanswered }] }
}

async function ended(ctx: Ctx, row: Row, ending: InterviewEnding): Promise<Row> {
  await ctx.happened('triage.interviewStopped', { ...aboutOf(row), body: { ending } })
  return { ...row, state: 'ended', ending, endedAt: ctx.now }
}

/** The only way an interview changes: whoever holds the contact is told. */
async function save(ctx: Ctx, changed: Row): Promise<void> {
  const row = { ...changed, version: changed.version + 1, changedAt: ctx.now }
  await store.saveInterview(ctx, row)
  const to = await holdersOf(ctx, row.contactId)
  ctx.tell('interview.changed', interviewOf(row), { county: row.county, to })
}
