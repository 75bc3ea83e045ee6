import { describe, expect, test } from 'vitest'
import { SafeTimes, type SafeWindow } from './safe-contact.codes.ts'
import { isLifted, markBy, mayCallBack, mayContact, mayPass } from './safe-contact.rules.ts'

/** A Monday, ten in the morning in Romania. */
const monday = new Date('2026-03-02T08:00:00Z')
const safe: SafeTimes = { call: 'safe', text: 'safe', hours: 'always', windows: [] }
const within = (...windows: SafeWindow[]): SafeTimes => ({ ...safe, hours: 'windows', windows })
const at = (iso: string) => new Date(iso)

describe('a person may be contacted', () => {
  test('by whatever way and at whatever hour was said to be safe', () => {
    expect(mayContact(safe, 'call', monday)).toEqual({ may: true })
    expect(mayContact({ ...safe, call: 'unsafe' }, 'text', monday)).toEqual({ may: true })
  })

  test.for([
    ['nobody wrote a card', null, 'unknown'],
    ['the way was not asked about', { ...safe, call: 'unknown' }, 'unknown'],
    ['the hours were not asked about', { ...safe, hours: 'unknown' }, 'unknown'],
    ['calls were said to be unsafe', { ...safe, call: 'unsafe' }, 'channel'],
    ['both ways were said to be unsafe', { ...safe, call: 'unsafe', text: 'unsafe' }, 'unsafe'],
    ['no hour is safe', { ...safe, hours: 'never' }, 'unsafe'],
  ] as const)('but not called when %s', ([_when, card, reason]) => {
    expect(mayContact(card, 'call', monday)).toEqual({ may: false, reason, from: null })
  })
})

describe('within hours', () => {
  const afternoons: SafeWindow = { days: 'every_day', from: '14:00', to: '17:00' }

  test.for([
    ['before they begin', '2026-03-02T11:59:59Z', '2026-03-02T12:00:00Z'],
    ['from the first minute', '2026-03-02T12:00:00Z', null],
    ['to the last', '2026-03-02T14:59:59Z', null],
    ['after they have ended', '2026-03-02T15:00:00Z', '2026-03-03T12:00:00Z'],
  ] as const)('%s', ([_when, now, from]) => {
    const answer = from ? { may: false, reason: 'hours', from: at(from) } : { may: true }
    expect(mayContact(within(afternoons), 'call', at(now))).toEqual(answer)
  })

  test('of some days of the week, the next of them is told', () => {
    const card = within({ days: 'sat_sun', from: '10:00', to: '12:00' })
    expect(mayContact(card, 'call', monday)).toMatchObject({ from: at('2026-03-07T08:00:00Z') })
    const mondays = within({ days: 'mon', from: '09:00', to: '10:00' })
    expect(mayContact(mondays, 'call', monday)).toMatchObject({ from: at('2026-03-09T07:00:00Z') })
  })

  test('of several, the one that opens first is told', () => {
    const card = within(
      { days: 'tue', from: '08:00', to: '09:00' },
      { days: 'mon_fri', from: '20:00', to: '21:00' },
    )
    expect(mayContact(card, 'call', monday)).toMatchObject({ from: at('2026-03-02T18:00:00Z') })
  })

  test('a night belongs to the day on which it begins', () => {
    const card = within({ days: 'fri', from: '22:00', to: '06:00' })
    expect(mayContact(card, 'call', at('2026-03-06T21:00:00Z'))).toEqual({ may: true })
    expect(mayContact(card, 'call', at('2026-03-07T03:59:00Z'))).toEqual({ may: true })
    expect(mayContact(card, 'call', at('2026-03-07T04:00:00Z'))).toMatchObject({ reason: 'hours' })
    expect(mayContact(card, 'call', at('2026-03-06T03:00:00Z'))).toMatchObject({ reason: 'hours' })
  })

  test('midnight to midnight is the whole day, and „8 to 8” is nothing that can be written', () => {
    const card = within({ days: 'mon', from: '00:00', to: '00:00' })
    expect(mayContact(card, 'call', at('2026-03-02T21:59:59Z'))).toEqual({ may: true })
    expect(mayContact(card, 'call', at('2026-03-02T22:00:00Z'))).toMatchObject({ reason: 'hours' })
    const eights = within({ days: 'every_day', from: '08:00', to: '08:00' })
    expect(SafeTimes.safeParse(eights).success).toBe(false)
    expect(SafeTimes.safeParse(card).success).toBe(true)
  })
})

describe('in the nights when the clocks change', () => {
  const mornings = within({ days: 'every_day', from: '08:00', to: '09:00' })

  test('eight in the morning is eight on the wall', () => {
    expect(mayContact(mornings, 'call', at('2026-03-28T20:00:00Z'))).toMatchObject({
      from: at('2026-03-29T05:00:00Z'),
    })
    expect(mayContact(mornings, 'call', at('2026-10-24T20:00:00Z'))).toMatchObject({
      from: at('2026-10-25T06:00:00Z'),
    })
    expect(mayContact(mornings, 'call', at('2026-10-24T05:00:00Z'))).toEqual({ may: true })
  })

  test('an hour that is skipped opens with the first minute after it, or another day', () => {
    const now = at('2026-03-28T22:00:00Z')
    const late = within({ days: 'every_day', from: '03:30', to: '05:00' })
    expect(mayContact(late, 'call', now)).toMatchObject({ from: at('2026-03-29T01:00:00Z') })
    const skipped = within({ days: 'sun', from: '03:10', to: '03:50' })
    expect(mayContact(skipped, 'call', now)).toMatchObject({ from: at('2026-04-05T00:10:00Z') })
  })

  test('an hour that comes twice is safe both times', () => {
    const card = within({ days: 'every_day', from: '03:30', to: '03:45' })
    expect(mayContact(card, 'call', at('2026-10-24T22:00:00Z'))).toMatchObject({
      from: at('2026-10-25T00:30:00Z'),
    })
    expect(mayContact(card, 'call', at('2026-10-25T00:50:00Z'))).toMatchObject({
      from: at('2026-10-25T01:30:00Z'),
    })
    expect(mayContact(card, 'call', at('2026-10-25T01:40:00Z'))).toEqual({ may: true })
  })
})

describe('a call-back', () => {
  const open: SafeTimes = { ...safe, call: 'unknown', hours: 'unknown' }

  test('without a card is what a person said of it', () => {
    expect(mayCallBack(null, 'safe', monday)).toEqual({ may: true })
    expect(mayCallBack(null, 'unknown', monday)).toMatchObject({ reason: 'unknown' })
    expect(mayCallBack(null, 'unsafe', monday)).toMatchObject({ reason: 'unsafe' })
  })

  test('said to be safe fills what the card leaves open and widens no hours', () => {
    const evenings = {
      ...within({ days: 'every_day', from: '20:00', to: '21:00' }),
      call: 'unknown' as const,
    }
    expect(mayCallBack(open, 'safe', monday)).toEqual({ may: true })
    expect(mayCallBack(evenings, 'safe', monday)).toMatchObject({ reason: 'hours' })
    expect(mayCallBack({ ...safe, call: 'unsafe' }, 'safe', monday)).toMatchObject({ reason: 'channel' })
  })

  test('said to be unsafe outweighs the card', () => {
    expect(mayCallBack(safe, 'unsafe', monday)).toMatchObject({ reason: 'unsafe' })
    expect(mayCallBack({ ...safe, hours: 'never' }, 'unsafe', monday)).toMatchObject({ reason: 'unsafe' })
  })

  test.for([
    [safe, 'safe'],
    [{ ...safe, hours: 'never' }, 'unsafe'],
    [{ ...safe, call: 'unsafe' }, 'unsafe'],
    [{ ...safe, call: 'unknown' }, 'unknown'],
    [{ ...safe, hours: 'unknown' }, 'unknown'],
  ] as const)('of somebody with the card %o is marked %s', ([card, mark]) => {
    expect(markBy(card)).toBe(mark)
  })
})

test('a stated reason goes past hours and what is not known; past „never” only with the duty officer', () => {
  const passed = (isDutyOfficer: boolean) =>
    (['unknown', 'hours', 'channel', 'unsafe'] as const).filter((reason) =>
      mayPass(reason, { isDutyOfficer }),
    )
  expect(passed(false)).toEqual(['unknown', 'hours'])
  expect(passed(true)).toHaveLength(4)
})

test('a „never” is lifted by anything that is not „never” any more', () => {
  const never: SafeTimes = { ...safe, hours: 'never' }
  expect(isLifted({ ...safe, call: 'unsafe' }, { ...safe, call: 'unknown' })).toBe(true)
  expect(isLifted(never, safe)).toBe(true)
  expect(isLifted(never, { ...never, call: 'unsafe' })).toBe(false)
  expect(isLifted(safe, never)).toBe(false)
})
