import { ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { describe, expect, test } from 'vitest'
import { keptOrder, lanesOf, longestWaits, nextOf } from './lanes.ts'

const id = (n: number): string => `01999999-0000-7000-8000-${String(n).padStart(12, '0')}`
const ana = StaffId.parse(id(901))
const ben = StaffId.parse(id(902))
const nine = new Date('2026-11-23T19:00:00Z')

const entry = (n: number, more: Partial<QueueEntry> = {}): QueueEntry => ({
  id: ContactId.parse(id(n)),
  version: 1,
  state: 'waiting',
  queueClass: 'P?',
  channel: 'voice',
  live: true,
  callerDigits: '305',
  opening: null,
  place: null,
  receivedAt: nine,
  answeredAt: null,
  consult: null,
  score: n,
  why: [],
  hint: null,
  holder: null,
  ending: null,
  changedAt: nine,
  ...more,
})

const numbers = (entries: readonly QueueEntry[]) => entries.map((each) => Number(each.id.slice(-3)))

describe('the lanes of the queue', () => {
  test('what waits stands in the order of service, P0 and P1 in their own lane', () => {
    const lanes = lanesOf(
      [entry(3), entry(1, { queueClass: 'P1' }), entry(2), entry(4, { state: 'ended' })],
      ana,
    )
    expect([numbers(lanes.urgent), numbers(lanes.waiting)]).toEqual([[1], [2, 3]])
  })

  test('the next to be served is the lowest score of both lanes', () => {
    expect(nextOf(lanesOf([entry(2, { queueClass: 'P1' }), entry(1)], ana))?.score).toBe(1)
  })

  test("what is held shows one's own first", () => {
    const held = (n: number, staffId: StaffId) =>
      entry(n, { state: 'held', holder: { staffId, name: 'Ana' } })
    expect(numbers(lanesOf([held(1, ben), held(2, ana)], ana).held)).toEqual([2, 1])
  })

  test('under the hand every row keeps its place, and what is new is only counted', () => {
    const taken = entry(1, { state: 'held' })
    const lane = [entry(3), entry(2), entry(9)]
    const all = new Map<string, QueueEntry>([taken, ...lane].map((each) => [each.id, each]))
    const kept = keptOrder([id(1), id(2), id(3)], lane, all)
    expect([numbers(kept.order), kept.fresh]).toEqual([[1, 2, 3], 1])
  })

  test('the longest wait of each channel is told once', () => {
    const later = new Date(nine.getTime() + 60_000)
    const found = longestWaits([entry(1, { receivedAt: later }), entry(2), entry(3, { channel: 'sms' })])
    expect(found).toEqual([
      ['voice', nine],
      ['sms', nine],
    ])
  })
})
