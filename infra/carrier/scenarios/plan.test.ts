import { findDanger, hintOf } from '@veghe/shared/intake/lexicon.rules.ts'
import { dangerLexicon } from '@veghe/shared/intake/lexicon.ts'
import { describe, expect, test } from 'vitest'
import { Scenario } from './format.ts'
import { type Appearance, planOf } from './plan.ts'
import { scenarios } from './scenarios.ts'

const burst = Scenario.parse({
  name: 'burst',
  seed: 7,
  callers: [
    {
      ...{ who: 'mulți', from: '+40700000998', count: 4, at: 10, over: 60 },
      does: [
        { do: 'text', words: ['a', 'b', 'c', 'd'] },
        { do: 'wait', seconds: [2, 9] },
      ],
    },
    { who: 'ascuns', from: 'withheld', does: [{ do: 'call' }, { do: 'wait', seconds: 100 }] },
  ],
})
const wordsIn = (appearances: readonly Appearance[]) =>
  appearances.flatMap(({ does }) => does.flatMap((act) => (act.do === 'text' ? [act.words] : [])))

test('a burst is one telephone each, by chance within its time, and every word is dealt once', () => {
  const { appearances, seconds } = planOf(burst)
  const [hidden, ...many] = appearances

  expect(hidden).toMatchObject({ from: 'anonymous', at: 0 })
  expect(many.map(({ from }) => from).toSorted()).toEqual([
    ...['+40700000998', '+40700000999', '+40700001000', '+40700001001'],
  ])
  expect(many.every(({ at }) => at >= 10 && at <= 70)).toBe(true)
  expect(wordsIn(many).toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect(seconds).toBe(100)
})

test('the same seed is the same plan, another one is another', () => {
  expect(planOf(burst)).toEqual(planOf(burst))
  expect(planOf(burst, 8)).not.toEqual(planOf(burst))
  expect(planOf(burst, 8)).toEqual(planOf(burst, 8))
})

describe('the scenarios that come with the stand-in', () => {
  const of = (name: string): Appearance[] => {
    const found = scenarios.find((scenario) => scenario.name === name)
    return found ? planOf(found).appearances : []
  }
  const raised = (text: string) => hintOf(findDanger(text, dangerLexicon))?.raiseTo ?? null
  const writing = (appearances: readonly Appearance[], ...raises: (string | null)[]) =>
    wordsIn(appearances).filter((text) => raises.includes(raised(text)))

  test('use nobody’s number, one person each', () => {
    const from = scenarios.flatMap(({ name }) => of(name)).map((one) => one.from)
    const numbers = from.filter((number) => number !== 'anonymous')

    expect(numbers.filter((number) => !/^\+4070000[6-9]\d{3}$/.test(number))).toEqual([])
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('the prank wave is 120 calls and 80 texts in five minutes, and exactly three of them are raised', () => {
    const wave = scenarios.find(({ name }) => name === 'prank-wave')
    const { appearances, seconds } = planOf(wave ?? burst)
    const calls = appearances.flatMap(({ does }) => does.filter((act) => act.do === 'call'))

    expect(calls).toHaveLength(120)
    expect(wordsIn(appearances)).toHaveLength(80)
    expect(seconds).toBeLessThanOrEqual(300)
    expect(writing(appearances, 'P0', 'P1')).toHaveLength(3)
    expect(writing(appearances, null, 'P2')).toHaveLength(77)
  })

  test('in the second wave 20 more are raised as high as those in danger', () => {
    const appearances = of('prank-wave-danger')

    expect(appearances).toHaveLength(of('prank-wave').length + 20)
    expect(writing(appearances, 'P0', 'P1')).toHaveLength(23)
    expect(writing(appearances, null, 'P2')).toHaveLength(77)
  })
})
