import { expect, test } from 'vitest'
import { classAfterPerson, classAfterProposal, isUrgent } from './classes.rules.ts'

test.for([
  ['P?', 'P1', 'P1'],
  ['P?', 'P2', 'P?'],
  ['P2', 'P3', 'P2'],
  ['P3', 'P2', 'P2'],
  ['P0', 'N', 'P0'],
] as const)(
  'from %s a proposal of %s leaves the entry at %s: software only raises',
  ([now, proposed, then]) => {
    expect(classAfterProposal(now, proposed)).toBe(then)
  },
)

test.for([
  ['P?', 'P3', 'P3'],
  ['P?', 'N', 'N'],
  ['P3', 'P1', 'P1'],
  ['P1', 'P3', 'P1'],
] as const)('from %s a person who sets %s leaves the entry at %s: lowering takes a second one', (line) => {
  expect(classAfterPerson(line[0], line[1])).toBe(line[2])
})

test('P0, P1 and words that speak of P0 are watched from the first second; the others are not', () => {
  const hint = { raiseTo: 'P0' } as const

  expect(isUrgent({ queueClass: 'P1', hint: null })).toBe(true)
  expect(isUrgent({ queueClass: 'P?', hint })).toBe(true)
  expect(isUrgent({ queueClass: 'P?', hint: { raiseTo: 'P1' } })).toBe(false)
  expect(isUrgent({ queueClass: 'P2', hint: null })).toBe(false)
})
