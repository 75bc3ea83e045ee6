import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyChange, applySnapshot, boardOf, digestOf, sameDigest } from './board.ts'

const now = new Date('2026-03-02T12:00:10Z')
const old = new Date('2026-03-02T12:00:00Z')
const entry = (id: string, version: number, changedAt = old) => ({ id, version, changedAt })

test('the newest version wins, whichever arrives first', () => {
  const first = applyChange(boardOf([entry('a', 2)]), entry('a', 1))

  expect(first.get('a')?.version).toBe(2)
  expect(applyChange(first, entry('a', 3)).get('a')?.version).toBe(3)
})

test('what changes nothing leaves the very same board, so that nothing is drawn again', () => {
  const board = boardOf([entry('a', 2)])

  expect(applyChange(board, entry('a', 2))).toBe(board)
  expect(applySnapshot(board, [entry('a', 1)])).toBe(board)
})

test('a snapshot is merged: what it does not name stays, what it knows older is ignored', () => {
  const board = applySnapshot(boardOf([entry('a', 5), entry('b', 1)]), [
    entry('a', 4),
    entry('c', 1),
    entry('c', 2),
  ])

  expect([...board.values()].map((e) => `${e.id}${e.version}`)).toEqual(['a5', 'b1', 'c2'])
})

test('in whatever order changes arrive, the board ends the same', () => {
  const change = fc.record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.nat({ max: 9 }) })
  const runs = fc
    .array(change)
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  const versions = (all: { id: string; version: number }[]) =>
    [...all.reduce(applyChange, boardOf<{ id: string; version: number }>([])).values()]
      .map((e) => e.id + e.version)
      .sort()
  fc.assert(
    fc.property(runs, ([all, shuffled]) => {
      expect(versions(shuffled)).toEqual(versions(all))
    }),
  )
})

test('two boards with the same entries have the same digest, in any order; one version apart they differ', () => {
  const here = digestOf([entry('a', 1), entry('b', 7)], now)

  expect(sameDigest(here, digestOf([entry('b', 7), entry('a', 1)], now))).toBe(true)
  expect(sameDigest(here, digestOf([entry('a', 1), entry('b', 8)], now))).toBe(false)
  expect(sameDigest(here, digestOf([entry('a', 7), entry('b', 1)], now))).toBe(false)
  expect(here).toEqual({ count: 2, hash: expect.stringMatching(/^[0-9a-f]{16}$/) })
})

test('an entry that changed in the last two seconds is not held against anyone', () => {
  const fresh = new Date(now.getTime() - 1999)

  expect(digestOf([entry('a', 1), entry('b', 1, fresh)], now)).toEqual(digestOf([entry('a', 1)], now))
  expect(digestOf([entry('b', 1, new Date(now.getTime() - 2000))], now).count).toBe(1)
})

test('ten thousand boards that differ in one version have ten thousand digests', () => {
  const rest = [entry('01960000-0000-7000-8000-000000000001', 3)]
  const hashes = Array.from(
    { length: 10_000 },
    (_, v) => digestOf([...rest, entry('01960000-0000-7000-8000-000000000002', v)], now).hash,
  )

  expect(new Set(hashes).size).toBe(10_000)
})
