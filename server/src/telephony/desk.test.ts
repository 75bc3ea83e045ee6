import { CountyCode, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { expect, test } from 'vitest'
import { deskCalling, deskName, isFromDesk } from './desk.ts'

const staffId = newId<StaffId>()

test.each(['CJ', 'B', 'S3'])('a desk in %s has a name the carrier allows, and is known by it', (code) => {
  const desk = { staffId, county: CountyCode.parse(code) }

  expect(deskName(desk)).toMatch(/^[A-Za-z0-9_]{1,121}$/)
  expect(deskCalling(`client:${deskName(desk)}`)).toEqual(desk)
})

test.each([
  'client:',
  'client:ana',
  `client:CJ_${staffId}`,
  `client:cj_${staffId.replaceAll('-', '')}`,
  `client:CJ_${'0'.repeat(31)}g`,
])('%s is nobody’s desk', (from) => {
  expect(deskCalling(from)).toBeNull()
  expect(isFromDesk(from)).toBe(true)
})

test.each(['+40700000001', 'sip:client:x@sbc.example', ''])('%s is no desk at all', (from) => {
  expect([isFromDesk(from), deskCalling(from)]).toEqual([false, null])
})
