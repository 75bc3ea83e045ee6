import type { Ledger } from '@veghe/shared/reporting/reporting.contract.ts'
import { expect, test } from 'vitest'
import { accountedFor, cameIn, nameOf, rights, stackOf, verdictOf } from './ledgerLines.ts'

const ledger: Ledger = {
  from: new Date('2030-01-01T00:00:00Z'),
  to: new Date('2030-01-02T00:00:00Z'),
  carrierCount: 10,
  enteredByHand: 1,
  waiting: 2,
  inHand: 1,
  answered: 5,
  recovered: 1,
  closedWithReason: 1,
  openWithOwner: 1,
  lost: 0,
}

test('both sides are equal when nothing is lost', () => {
  expect([cameIn(ledger), accountedFor(ledger)]).toEqual([11, 11])
  expect(verdictOf(ledger)).toBe('whole')
})

test('without the carrier no total is claimed and nothing is said to be lost', () => {
  const alone = { ...ledger, carrierCount: null, lost: null }
  expect(cameIn(alone)).toBeNull()
  expect(verdictOf(alone)).toBe('unknown')
})

test('a contact the carrier has not counted yet is not a negative loss', () => {
  expect(verdictOf({ lost: 2 })).toBe('lost')
  expect(verdictOf({ lost: -1 })).toBe('ahead')
  expect([nameOf('lost', 2), nameOf('lost', -1)]).toEqual(['lost', 'ahead'])
})

test('what became of the contacts ends where what came in ended', () => {
  const last = stackOf(ledger, [...rights, 'lost']).at(-1)
  expect(last).toEqual({ side: 'lost', value: 0, from: 11 })
})
