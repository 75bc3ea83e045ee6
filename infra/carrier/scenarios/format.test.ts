import { expect, test } from 'vitest'
import { readScenario, type WrittenScenario } from './format.ts'

const whole: WrittenScenario = {
  name: 'one-caller',
  callers: [{ who: 'o vecină', from: '+40700000001', does: [{ do: 'call' }, { do: 'wait', seconds: 5 }] }],
}
const refusalOf = (written: unknown): string => {
  try {
    readScenario(typeof written === 'string' ? written : JSON.stringify(written))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'none'
}
const doing = (...does: unknown[]) => ({
  ...whole,
  callers: [...whole.callers, { ...whole.callers[0], from: '+40700000002', does }],
})

test('a scenario that leaves out what has a usual value is whole', () => {
  expect(readScenario(JSON.stringify(whole))).toMatchObject({
    ...{ seed: 1, troubles: [], about: { ro: '', en: '' } },
    callers: [{ count: 1, at: 0, over: 0 }],
  })
})

test.for([
  ['{ "name": "x"\n  "callers": [] }', /^The scenario is no JSON: .*line 2/],
  ['[]', /^The scenario is wrong on line 1, its beginning: /],
  [{ ...whole, name: 'Două Nume' }, 'name: is made of small letters, digits and hyphens.'],
  [{ ...whole, speed: 3 }, /on line 1, its beginning: .*"speed"/],
  [
    doing({ do: 'call' }, { do: 'dance' }),
    'caller 2, step 2, do: does one of call, wait, say, press, hangUp, text.',
  ],
  [doing({ do: 'wait', seconds: [1] }), /caller 2, step 1, seconds: is a number of seconds/],
  [doing({ do: 'call' }, { do: 'press', keys: '1a' }), 'caller 2, step 2, keys: are no telephone keys.'],
  [doing({ do: 'say', words: 'Alo?' }), 'caller 2, step 1: nobody is on the line: call first.'],
  [
    { ...whole, callers: [{ who: 'x', from: 'withheld', does: [{ do: 'text', words: 'a' }] }] },
    'caller 1, step 1: a text always shows its number.',
  ],
  [{ ...whole, callers: [{ who: 'x', from: '0700', does: [] }] }, /caller 1, from: is a number such as/],
  [{ ...whole, troubles: [{ faults: { failRestWith: 418 } }] }, /trouble 1, faults, failRestWith: /],
] as const)('what is wrong is said with its place: %j', ([written, sentence]) => {
  if (typeof sentence === 'string') expect(refusalOf(written)).toContain(sentence)
  else expect(refusalOf(written)).toMatch(sentence)
})

test('the line is that of the value, or of what it is missing from', () => {
  const refusedOn = (step: object, words: string) => {
    const text = JSON.stringify(doing({ do: 'call' }, step), null, 2)
    const lines = text.split('\n')
    expect(refusalOf(text)).toContain('caller 2, step 2, seconds: ')
    return lines[Number(/on line (\d+),/.exec(refusalOf(text))?.[1]) - 1]?.trim() === words
  }

  expect(refusedOn({ do: 'wait', seconds: -1 }, '"seconds": -1')).toBe(true)
  expect(refusedOn({ do: 'wait' }, '{')).toBe(true)
})
