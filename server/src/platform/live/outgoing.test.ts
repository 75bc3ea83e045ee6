import { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { expect, test } from 'vitest'
import type { Told } from '../tell.ts'
import { openOutgoing } from './outgoing.ts'

const county = CountyCode.parse('CJ')
const ana = StaffId.parse('019a0000-0000-7000-8000-000000000001')

const row = (id: string, version: number, to: StaffId[] = []): Told =>
  ({ push: 'contact.changed', county, to, body: { id, version } }) as unknown as Told // only id and version are looked at

test('a row that changes three times in one turn is told once, as it is in the end', async () => {
  const told: Told[] = []
  const outgoing = openOutgoing((one) => told.push(one))
  for (const one of [row('a', 1), row('b', 7), row('a', 3), row('a', 2)]) outgoing.put(one)
  expect(told).toEqual([])

  await expect.poll(() => told).toEqual([row('a', 3), row('b', 7)])
  outgoing.put(row('a', 4))
  await expect.poll(() => told).toEqual([row('a', 3), row('b', 7), row('a', 4)])
})

test('whoever is no longer a reader of a row still hears of it as it was for them', async () => {
  const told: Told[] = []
  const outgoing = openOutgoing((one) => told.push(one))
  outgoing.put(row('a', 1, [ana]))
  outgoing.put(row('a', 2))
  await expect.poll(() => told).toEqual([row('a', 1, [ana]), row('a', 2)])
})

test('what has no version is told each time', async () => {
  const told: Told[] = []
  const outgoing = openOutgoing((one) => told.push(one))
  const word = { push: 'contact.changed', county, to: [], body: { id: 'a' } } as unknown as Told // as above
  outgoing.put(word)
  outgoing.put(word)
  await expect.poll(() => told).toHaveLength(2)
})
