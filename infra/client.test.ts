import { expect, test } from 'vitest'
import { fingerprint } from './client.ts'

const sources = [
  { path: '/client/src/a.ts', content: 'one' },
  { path: '/client/src/b.ts', content: 'two' },
]

test('the pages are built again when a source changes, moves or goes, and not for its order', () => {
  const now = fingerprint(sources)
  const [a, b] = sources

  expect(fingerprint(sources.toReversed())).toBe(now)
  expect(fingerprint([{ path: '/client/src/a.ts', content: 'other' }, ...(b ? [b] : [])])).not.toBe(now)
  expect(fingerprint([{ path: '/client/src/c.ts', content: 'one' }, ...(b ? [b] : [])])).not.toBe(now)
  expect(fingerprint(a ? [a] : [])).not.toBe(now)
})
