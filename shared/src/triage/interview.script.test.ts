import { expect, test } from 'vitest'
import { InterviewScript, type ScriptQuestion, scriptFaults } from './interview.script.ts'
import { protocol, rawScript, script } from './testdata/shipped.ts'

const withQuestion = (change: Partial<ScriptQuestion>): InterviewScript => ({
  ...script,
  questions: script.questions.map((q) => (q.id === 'held' ? { ...q, ...change } : q)),
})

/** Every sentence there is, wherever it stands. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesIn) : []
}

test('the shipped questions fit the shipped protocol', () => {
  expect(scriptFaults(script, protocol)).toEqual([])
  expect(script.questions).toHaveLength(18)
})

test('a question that would fill what is not there is found out', () => {
  expect(scriptFaults(withQuestion({ fills: 'weather' }), protocol)).toContain('held: no question weather')
  const answers = { yes: 'perhaps', no: null, unknown: null }
  expect(scriptFaults(withQuestion({ answers }), protocol)).toEqual(['held: no answer perhaps'])
  expect(scriptFaults(withQuestion({ fills: 'lexicon_hit' }), protocol)).toContain(
    "held: lexicon_hit is not a person's to answer",
  )
  expect(scriptFaults(withQuestion({ order: 1 }), protocol)).toEqual(['order 1 stands twice'])
})

test('a language that is missing, or a field nobody knows, is refused', () => {
  const { hu: _, ...halved } = script.words.closing.child
  const words = { ...script.words, closing: { ...script.words.closing, child: halved } }

  expect(InterviewScript.safeParse({ ...script, words }).success).toBe(false)
  expect(InterviewScript.safeParse({ ...script, question: [] }).success).toBe(false)
})

test('it is written with comma-below letters and real quotes, and fits a breath', () => {
  for (const sentence of sentencesIn(rawScript)) {
    expect(sentence).not.toMatch(/[\u015e\u015f\u0162\u0163"]|\.\.\./u)
    expect(sentence.length).toBeLessThan(260)
  }
})

test('no question asks two things of which one is a yes and the other a no', () => {
  // „Ești singur? E vreun om mare cu tine?” is for a voice: a key cannot answer it.
  for (const { id, cover, text } of script.questions)
    if (!cover) for (const said of sentencesIn(text)) expect([id, said.match(/\?/g)?.length]).toEqual([id, 1])
})
