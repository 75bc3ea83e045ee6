import { expect, test } from 'vitest'
import { newId, type StaffId } from '../kernel/ids.ts'
import { cutShort } from './consult.rules.ts'

const staff = (): StaffId => newId<StaffId>(new Date(0))
const [ana, ben, carol] = [staff(), staff(), staff()]
const held = { state: 'held', live: true, holderId: ana, colleagueId: ben } as const

test('a colleague stays beside a holder who speaks with a caller, whatever else of the call changes', () => {
  expect(cutShort(held, held)).toBeNull()
})

test.for([
  ['given_back', { state: 'waiting', holderId: null }],
  ['closed', { state: 'ended', live: false }],
  ['caller_gone', { live: false }],
  ['reassigned', { holderId: carol }],
] as const)('there is no place for them any more: %s', ([why, change]) => {
  expect(cutShort(held, { ...held, ...change })).toBe(why)
})

test('nobody is cut short who was not asked, or whose going is what changes', () => {
  expect(cutShort({ ...held, colleagueId: null }, { ...held, live: false, colleagueId: null })).toBeNull()
  expect(cutShort(held, { ...held, holderId: ben, colleagueId: null })).toBeNull()
})
