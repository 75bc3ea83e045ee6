import pg from 'pg'
import { expect, test } from 'vitest'
import { failureOf } from './log.ts'

test('of a database failure only the code, table and constraint are told, never the values', () => {
  const failure = new pg.DatabaseError('duplicate key (number)=(+40700000001)', 10, 'error')
  Object.assign(failure, {
    code: '23505',
    table: 'staff',
    constraint: 'staff_email',
    detail: 'Key (email)=(a@b.ro)',
  })

  const told = JSON.stringify(
    failureOf(new Error('Failed query: insert … params: Maria', { cause: failure })),
  )

  expect(told).toContain('23505')
  expect(told).toContain('staff_email')
  for (const value of ['+40700000001', 'a@b.ro', 'Maria']) expect(told).not.toContain(value)
})

test('of any other failure its kind and where it happened, never what it says', () => {
  const told = failureOf(new TypeError('cannot read Maria of undefined'))
  expect(told).toMatchObject({ type: 'TypeError' })
  expect(JSON.stringify(told)).not.toContain('Maria')
  expect(JSON.stringify(told)).toContain('log.test.ts')
  expect(failureOf('Maria')).toEqual({ type: 'string' })
})

test('a failure that was made fit to be told stays so on its way into the log', () => {
  const told = failureOf(new TypeError('cannot read Maria of undefined'))
  expect(failureOf(told)).toBe(told)
  expect(failureOf({ ...told })).toEqual({ type: 'object' })
})
