import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { expect, test } from 'vitest'
import { openUnheard } from './unheard.ts'

const of = { push: 'contact.changed', county: CountyCode.parse('CJ') } as const
const at = (second: number) => new Date(Date.UTC(2027, 2, 3, 10, 0, second))
const row = (id: string, version: number, second: number) => ({ id, version, changedAt: at(second) })
const told = (id: string, version: number) => ({ ...of, to: [], body: { id, version } })

test('at the first look everything counts as told, and afterwards only what was not', () => {
  const unheard = openUnheard()
  expect(unheard.among(of, [row('a', 1, 0), row('b', 3, 0)], at(1))).toEqual([])

  unheard.heard(told('a', 2))
  unheard.heard(told('new and heard of', 1))
  const stamps = [row('a', 2, 2), row('b', 4, 2), row('new', 1, 2), row('new and heard of', 1, 2)]

  expect(unheard.among(of, stamps, at(4))).toEqual(['b', 'new'])
  expect(unheard.among(of, stamps, at(6))).toEqual([])
})

test('what changed a moment ago is left to Redis, and looked for the next time', () => {
  const unheard = openUnheard()
  unheard.among(of, [row('a', 1, 0)], at(1))
  expect(unheard.among(of, [row('a', 2, 3)], at(3))).toEqual([])
  expect(unheard.among(of, [row('a', 2, 3)], at(5))).toEqual(['a'])
})

test('what ended untold is found too, and what was told of as it ended is not told again', () => {
  const unheard = openUnheard()
  unheard.among(of, [row('a', 1, 0), row('b', 1, 0)], at(1))
  unheard.heard(told('a', 2))
  expect(unheard.among(of, [], at(4))).toEqual(['b'])
  expect(unheard.among(of, [], at(6))).toEqual([])
})
