import { expect, test } from 'vitest'
import { letHear, type Party } from './bridge.ts'
import { type Frame, mixed, samplesPerFrame } from './frames.ts'
import { decode, encode } from './mulaw.ts'
import { openPhoneSound } from './phone.ts'

const humming = (hertz?: number) => {
  const sound = openPhoneSound()
  sound.hum(hertz)
  return sound
}
const partyOf = (sound: ReturnType<typeof humming>): Party & { sound: typeof sound } => ({
  ...{ sound, muted: false, held: false },
})
/** Somebody who listens, and two telephones. */
const room = () => {
  const desk = partyOf({ ...humming(1_000), isSomebody: true })
  return { desk, caller: partyOf(humming(440)), third: partyOf(humming()) }
}
const speak = (parties: readonly Party[], frames = 20) => {
  for (let turn = 0; turn < frames; turn += 1) letHear(parties)
}

test('every sample comes through µ-law as near as its eight bits allow', () => {
  const samples = Int16Array.from({ length: 65_536 }, (_, at) => at - 32_768)

  const worst = decode(encode(samples)).reduce((most, got, at) => {
    const sent = Math.max(-32_635, Math.min(32_635, samples[at] ?? 0))
    return Math.max(most, Math.abs(got - sent) / Math.max(128, Math.abs(sent)))
  }, 0)

  expect(worst).toBeLessThan(0.07)
  expect([...decode(encode(Int16Array.of(0)))]).toEqual([0])
  // The recommendation's own table: silence, and the loudest of either sign.
  expect([...encode(Int16Array.of(0, 32_767, -32_768))]).toEqual([0xff, 0x80, 0x00])
})

test('two voices at once are neither lost nor carried over the edge', () => {
  const loud = new Int16Array(samplesPerFrame).fill(30_000)

  expect(mixed([loud, loud])[0]).toBe(32_767)
  expect(mixed([loud, loud.map((each) => -each)])[0]).toBe(0)
})

test.each([120, 440, 1_000, 1_500, 3_000])('a telephone knows the note of %i Hz from silence', (hertz) => {
  const { desk, third } = room()
  desk.sound.hum(hertz)
  speak([desk, third])
  const heard = third.sound.note() ?? 0
  desk.sound.hum(undefined)
  speak([desk, third])

  expect(Math.abs(heard - hertz)).toBeLessThanOrEqual(10)
  expect(third.sound.note()).toBeUndefined()
})

test('each hears the others and not themselves', () => {
  const { desk, caller, third } = room()
  speak([desk, caller])
  speak([third])

  expect(desk.sound.note()).toBe(440)
  expect(caller.sound.note()).toBe(1_000)
  expect(third.sound.note()).toBeUndefined()
})

test('whoever is alone on a line is given nothing, not even silence, until somebody comes', () => {
  const { desk, caller } = room()
  const frames: Frame[] = []
  const alone = { ...desk, sound: { ...desk.sound, hears: (frame: Frame) => void frames.push(frame) } }
  speak([alone])
  expect(frames).toHaveLength(0)

  speak([alone, caller])
  expect(frames).toHaveLength(20)
})

test('whoever is put aside neither hears nor is heard, and whoever is muted only hears', () => {
  const { desk, caller } = room()
  caller.held = true
  speak([desk, caller])
  expect([desk.sound.note(), caller.sound.note()]).toEqual([undefined, undefined])

  Object.assign(caller, { held: false })
  desk.muted = true
  speak([desk, caller])
  expect([desk.sound.note(), caller.sound.note()]).toEqual([440, undefined])
})
