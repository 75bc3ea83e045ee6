import { expect, test } from 'vitest'
import { readPackets, silence } from './ogg.ts'
import { openRecorder, type Sound } from './recorder.ts'

/** A recording by a clock that stands until it is told otherwise. `at` in packets of 20 ms. */
function recording() {
  const clock = { at: 0 }
  const recorder = openRecorder(() => clock.at * 20)
  const says = (word: string, at: number, more: Partial<Sound> = {}): void => {
    clock.at = at
    const sound = { source: 1, timestamp: (0xffff_f000 + at * 960) >>> 0, payload: Buffer.from(word) }
    recorder.hears('caller', { ...sound, ...more })
  }
  const written = (voice = 'caller'): string[] => {
    const files = recorder.take().filter((part) => part.voice === voice)
    return readPackets(Buffer.concat(files.map(({ ogg }) => ogg))).map((packet) =>
      packet.equals(silence) ? '-' : packet.toString(),
    )
  }
  return { recorder, clock, says, written }
}

test('words stand where they were said, and between them is silence', () => {
  const { says, written } = recording()
  says('a', 0)
  says('b', 1)
  says('c', 4)
  expect(written()).toEqual(['a', 'b', '-', '-', 'c'])
})

test('who speaks later stands later on a track of their own', () => {
  const { recorder, says, clock } = recording()
  says('a', 0)
  clock.at = 3
  recorder.hears('operator', { source: 2, timestamp: 77, payload: Buffer.from('x') })
  const parts = recorder.take()
  expect(parts.map(({ voice }) => voice)).toEqual(['caller', 'operator'])
  expect(readPackets(parts[1]?.ogg ?? Buffer.alloc(0))).toHaveLength(4)
})

test('a packet that comes late or twice is written once at most', () => {
  const { recorder, says, clock, written } = recording()
  says('a', 0)
  says('c', 2)
  clock.at = 3
  recorder.hears('caller', { source: 1, timestamp: (0xffff_f000 + 960) >>> 0, payload: Buffer.from('b') })
  recorder.hears('caller', { source: 1, timestamp: (0xffff_f000 + 1920) >>> 0, payload: Buffer.from('c') })
  says('d', 3)
  expect(written()).toEqual(['a', '-', 'c', 'd'])
})

test('a burst after a stall is written where it was said, not where it arrived', () => {
  const { recorder, says, clock, written } = recording()
  says('a', 0)
  clock.at = 4
  for (const [i, word] of ['b', 'c', 'd'].entries())
    recorder.hears('caller', {
      ...{ source: 1, payload: Buffer.from(word) },
      timestamp: (0xffff_f000 + (i + 1) * 960) >>> 0,
    })
  expect(written()).toEqual(['a', 'b', 'c', 'd'])
})

test('paused, nothing is written and the time goes on', () => {
  const { recorder, says, written } = recording()
  says('a', 0)
  recorder.pause(true)
  says('secret', 1)
  recorder.pause(false)
  says('b', 2)
  expect(written()).toEqual(['a', '-', 'b'])
})

test('a line that comes back goes on with another clock, and one that lies about its time fills no disk', () => {
  const { recorder, says, written } = recording()
  says('a', 0)
  says('b', 2, { source: 9, timestamp: 5 })
  says('c', 3, { source: 9, timestamp: 0x7000_0000 })
  expect(written()).toEqual(['a', '-', 'b', 'c'])
  expect(recorder.take()).toEqual([])
})

test('parts joined in order are one file, whatever was asked for in between', () => {
  const { recorder, says } = recording()
  const parts = []
  for (let at = 0; at < 130; at++) {
    says('x'.repeat(at === 7 ? 600 : 3), at)
    if (at % 40 === 0) parts.push(...recorder.take())
  }
  parts.push(...recorder.take())
  expect(parts.map(({ turn }) => turn)).toEqual([0, 1, 2, 3, 4])
  expect(readPackets(Buffer.concat(parts.map(({ ogg }) => ogg)))).toHaveLength(130)
})
