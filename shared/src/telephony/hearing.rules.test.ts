import { expect, test } from 'vitest'
import { hearing, type RoomState } from './hearing.rules.ts'
import type { SupervisorMode, Voice } from './telephony.codes.ts'

const talking: RoomState = { stage: 'connected', isHeld: false, supervisor: null }
const hears = (state: Partial<RoomState>, who: Voice): Voice[] =>
  [...hearing({ ...talking, ...state })[who]].sort()

test('a caller who is with nobody hears the line itself, never nothing', () => {
  expect(hears({ stage: 'parked' }, 'caller')).toEqual(['prompt'])
  expect(hears({ isHeld: true }, 'caller')).toEqual(['prompt'])
  expect(hears({}, 'caller')).not.toContain('prompt')
})

test('while the caller waits, nobody hears them speak', () => {
  for (const who of ['operator', 'supervisor', 'guest'] as const) {
    expect(hears({ stage: 'parked' }, who)).toEqual([])
    expect(hears({ isHeld: true }, who)).not.toContain('caller')
  }
})

test('operator and caller hear each other, and whoever was called in', () => {
  expect(hears({}, 'caller')).toEqual(['guest', 'operator'])
  expect(hears({}, 'operator')).toEqual(['caller', 'guest'])
  expect(hears({}, 'guest')).toEqual(['caller', 'operator'])
})

test.for<{ mode: SupervisorMode; heardBy: Voice[] }>([
  { mode: 'listen', heardBy: [] },
  { mode: 'whisper', heardBy: ['operator'] },
  { mode: 'barge', heardBy: ['caller', 'guest', 'operator'] },
])('a supervisor who wants to $mode is heard by $heardBy', ({ mode, heardBy }) => {
  const everybody = ['caller', 'guest', 'operator'] as const
  expect(everybody.filter((who) => hears({ supervisor: mode }, who).includes('supervisor'))).toEqual(heardBy)
  expect(hears({ supervisor: mode }, 'supervisor')).toEqual(['caller', 'guest', 'operator'])
})

test('nobody hears themselves', () => {
  for (const stage of ['parked', 'connected'] as const)
    for (const who of ['caller', 'operator', 'supervisor', 'guest', 'prompt'] as const)
      expect(hears({ stage, supervisor: 'barge' }, who)).not.toContain(who)
})
