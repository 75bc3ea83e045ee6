import { describe, expect, test } from 'vitest'
import { heardAt, isWorse, mayShowNumber, mergeForm, partForm, queuedFrom } from './intake.rules.ts'

const noon = new Date('2027-03-03T12:00:00Z')
const hoursBefore = (hours: number) => new Date(noon.getTime() - hours * 3_600_000)

describe('a hint', () => {
  test.each([
    ['P0', null, true],
    ['P2', null, true],
    ['P0', 'P1', true],
    ['P1', 'P2', true],
    ['P1', 'P1', false],
    ['P2', 'P1', false],
    ['P1', 'P0', false],
  ] as const)('of %s after one of %s takes its place: %s', (raiseTo, known, takes) => {
    expect(isWorse({ raiseTo }, known)).toBe(takes)
  })
})

describe('the sheet', () => {
  test('keeps what was not sent, replaces what was, and blanks what was sent empty', () => {
    const known = { child_name: 'Ioana', injured: 'unknown', other_children: 2 }

    expect(mergeForm(known, { child_name: null, other_children: 3, weapon: false })).toEqual({
      ...{ injured: 'unknown', other_children: 3, weapon: false },
    })
  })

  test('is parted into what anybody who helps may read and what says who reported', () => {
    const form = { child_name: 'Ioana', reporter_name: 'Maria' }

    expect(partForm(form, new Set(['reporter_name']))).toEqual({
      form: { child_name: 'Ioana' },
      reporter: { reporter_name: 'Maria' },
    })
  })
})

describe('a report entered by hand', () => {
  test('waits from when it was received', () => {
    expect(queuedFrom(hoursBefore(3), noon)).toEqual(hoursBefore(3))
  })

  test('that lay for days does not stand before everybody', () => {
    expect(queuedFrom(hoursBefore(72), noon)).toEqual(hoursBefore(12))
  })
})

describe('what was heard', () => {
  test.each([
    ['when the screen says so', hoursBefore(1), hoursBefore(1)],
    ['now, when the screen says nothing', undefined, noon],
    ['now, when the screen is ahead', new Date(noon.getTime() + 1), noon],
    ['no earlier than the contact', hoursBefore(5), hoursBefore(2)],
  ])('was heard %s', (_what, claimed, at) => {
    expect(heardAt(claimed, { receivedAt: hoursBefore(2), now: noon })).toEqual(at)
  })
})

describe('a number', () => {
  test('that the caller gave is shown for any reason', () => {
    expect(mayShowNumber('known', 'call_from_other_phone')).toBe(true)
  })

  test('that the caller hid is shown only when the police ask for it', () => {
    expect(mayShowNumber('network', 'police_request')).toBe(true)
    for (const reason of ['call_from_other_phone', 'verify_identity', 'other'] as const)
      expect(mayShowNumber('network', reason)).toBe(false)
  })

  test('that nobody knows is shown to nobody', () => {
    expect(mayShowNumber('withheld', 'police_request')).toBe(false)
  })
})
