import { newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { describe, expect, test } from 'vitest'
import type { Party } from './client.rooms.ts'
import { isQuieter, seating } from './seating.ts'
import { supervisorLabel } from './twiml.ts'

const [radu, maria] = [newId<StaffId>(new Date(0)), newId<StaffId>(new Date(1))]
const party = (sid: string, label: string): Party => ({
  ...{ roomSid: 'CF1', sid, label, isMuted: false, coaches: null },
})
const caller = party('CA1', 'caller')
const operator = party('CA2', 'operator')
const listening = { ...party('CA3', supervisorLabel(radu)), isMuted: true }
const as = (mode: SupervisorMode) => ({ staffId: radu, mode, holderSid: 'CA2' })

describe('in a conference a supervisor', () => {
  test.each([
    ['whisper', { isMuted: false, coaches: 'CA2' }],
    ['barge', { isMuted: false, coaches: null }],
  ] as const)('who wants to %s is given that voice', (mode, voice) => {
    expect(seating([caller, operator, listening], as(mode)).voices).toEqual([{ party: listening, voice }])
  })

  test('who is heard as they should be is left alone', () => {
    expect(seating([caller, operator, listening], as('listen'))).toEqual({ isIn: true, out: [], voices: [] })
  })

  test('who whispers to an operator who is gone is heard by nobody', () => {
    const whispering = { ...listening, isMuted: false, coaches: 'CA2' }
    const [only] = seating([caller, whispering], as('whisper')).voices
    expect(only?.voice).toEqual({ isMuted: true, coaches: null })
  })

  test('whispers to whoever holds the call, under whatever name they came in', () => {
    const colleague = party('CA4', 'colleague-2')
    const [only] = seating([caller, operator, colleague, listening], {
      ...as('whisper'),
      holderSid: 'CA4',
    }).voices
    expect(only?.voice.coaches).toBe('CA4')
  })

  test('is sent out when nobody supervises, or somebody else does', () => {
    expect(seating([caller, operator, listening], null)).toMatchObject({ isIn: false, out: [listening] })
    const other = { ...as('listen'), staffId: maria }
    expect(seating([caller, operator, listening], other)).toMatchObject({ isIn: false, out: [listening] })
  })

  test('is never looked for among the others', () => {
    expect(seating([caller, operator], as('barge'))).toEqual({ isIn: false, out: [], voices: [] })
  })
})

test('fewer hear a whisper than a voice to all, and nobody hears who listens', () => {
  expect(isQuieter('listen', 'whisper') && isQuieter('whisper', 'barge')).toBe(true)
  expect(isQuieter('barge', 'whisper') || isQuieter('listen', 'listen')).toBe(false)
})
