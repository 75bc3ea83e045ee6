import { readFileSync } from 'node:fs'
import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { RtpHeader, RtpPacket } from 'werift'
import type { Leg } from './leg.ts'
import { packetMs, readPackets } from './ogg.ts'
import { openRoom } from './room.ts'

function lineOf(turn: number) {
  const line = { isClosed: false, isComingUp: false, says: (_packet: RtpPacket): void => {} }
  const leg: Leg = {
    ...{ turn, answer: '', gone: new Promise<void>(() => {}) },
    ...{ hears: () => {}, isUp: () => !line.isClosed && !line.isComingUp },
    speaks: (hear) => {
      line.says = hear
    },
    close: async () => {
      line.isClosed = true
    },
  }
  return { line, leg }
}

test('the line that was asked for last is heard, whichever is ready first', () => {
  const room = openRoom()
  const [first, second, third] = [lineOf(1), lineOf(2), lineOf(3)]

  room.enters('operator', second.leg)
  room.enters('operator', first.leg)
  expect([first.line.isClosed, second.line.isClosed]).toEqual([true, false])
  expect(room.isUp('operator')).toBe(true)

  room.enters('operator', third.leg)
  expect([second.line.isClosed, third.line.isClosed]).toEqual([true, false])
})

test('whoever was beside the operator takes their place on the same line, and the other line is closed', () => {
  const room = openRoom()
  const [caller, beside, reloaded] = [lineOf(1), lineOf(2), lineOf(3)]
  room.enters('caller', caller.leg)
  room.enters('guest', beside.leg)
  room.enters('operator', reloaded.leg)
  room.set({ stage: 'connected' })

  room.becomesOperator()
  room.becomesOperator()

  expect([beside.line.isClosed, reloaded.line.isClosed]).toEqual([false, true])
  expect([room.has('operator'), room.has('guest'), room.isUp('operator')]).toEqual([true, false, true])
})

test('what the caller says and hears is kept; what desks say to one another is not', () => {
  const kept: Voice[] = []
  const room = openRoom((voice) => kept.push(voice))
  onTestFinished(room.close)
  const people = (['caller', 'operator', 'guest', 'supervisor'] as const).map((voice, turn) => {
    const { leg, line } = lineOf(turn)
    room.enters(voice, leg)
    return line
  })
  const keptOf = (state: Parameters<typeof room.set>[0]): Voice[] => {
    room.set(state)
    kept.splice(0)
    for (const line of people) line.says(new RtpPacket(new RtpHeader(), Buffer.from([0])))
    return [...kept]
  }

  expect(keptOf({ stage: 'connected', supervisor: 'whisper' })).toEqual(['caller', 'operator', 'guest'])
  expect(keptOf({ isHeld: true })).toEqual([])
  expect(keptOf({ supervisor: 'barge' })).toEqual([])
  expect(keptOf({ isHeld: false })).toEqual(['caller', 'operator', 'guest', 'supervisor'])
})

test('whoever was answered has heard the greeting only if it was over by then', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const answeredAfter = (ms: number) => {
    const room = openRoom(() => {}, 'greeting-recorded')
    room.enters('caller', lineOf(1).leg)
    vi.advanceTimersByTime(ms)
    room.set({ stage: 'connected' })
    room.enters('operator', lineOf(2).leg)
    vi.advanceTimersByTime(20_000)
    const isGreeted = room.isGreeted()
    room.close()
    return isGreeted
  }
  expect([answeredAfter(3_000), answeredAfter(8_000)]).toEqual([false, true])
})

test('the greeting begins when the caller’s line is up, and is not heard whole by whose line is replaced meanwhile', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const [room, other] = [openRoom(), openRoom()]
  const { line, leg } = lineOf(1)
  line.isComingUp = true
  room.enters('caller', leg)
  vi.advanceTimersByTime(10_000)
  expect(room.isGreeted()).toBe(false)
  line.isComingUp = false
  vi.advanceTimersByTime(8_000)
  expect(room.isGreeted()).toBe(true)

  other.enters('caller', lineOf(1).leg)
  vi.advanceTimersByTime(1_000)
  other.enters('caller', lineOf(2).leg)
  vi.advanceTimersByTime(10_000)
  expect(other.isGreeted()).toBe(false)
  room.close()
  other.close()
})

test('whoever is recorded hears so first, and all of it in less than eight seconds', async () => {
  const words = readPackets(readFileSync(new URL('prompts/greeting-recorded.opus', import.meta.url)))
  expect(words.length * packetMs).toBeLessThan(8_000)
  const room = openRoom(() => {}, 'greeting-recorded')
  onTestFinished(room.close)

  const first = await new Promise<RtpPacket>((hears) => {
    room.enters('caller', { ...lineOf(1).leg, hears: (_voice, packet) => hears(packet) })
  })

  expect(first.payload).toEqual(words[0])
})
