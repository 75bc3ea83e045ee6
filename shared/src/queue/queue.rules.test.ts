import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../kernel/refusal.ts'
import { hours, minutes } from '../kernel/time.ts'
import { QueueClass } from '../triage/triage.codes.ts'
import { EntryState } from './queue.codes.ts'
import {
  afterMove,
  type Hint,
  headStart,
  keepHint,
  type Move,
  type Placed,
  servedFirst,
  virtualArrival,
  whyNext,
} from './queue.rules.ts'

const noon = new Date('2026-03-02T12:00:00Z')
const later = (ms: number) => new Date(noon.getTime() + ms)
const hint = (raiseTo: Hint['raiseTo']): Hint => ({ raiseTo, category: 'W5', words: 'mă bate acum' })

const text: Placed = {
  receivedAt: noon,
  queueClass: 'P?',
  kind: 'message',
  hint: null,
  openCase: null,
  dropped: false,
}
const ring: Placed = { ...text, kind: 'live_call' }

const order = (...entries: Placed[]) =>
  entries
    .map((entry, i) => ({ id: String(i), score: virtualArrival(entry) }))
    .toSorted(servedFirst)
    .map((e) => Number(e.id))

test('of those that came together, the more severe class is served first and the untriaged right under P1', () => {
  const classes = ['P4', 'P3', 'P2', 'P1', 'P0'] as const
  const waiting = classes.map((queueClass) => ({ ...text, queueClass }))

  expect(order(...waiting, ring, text)).toEqual([4, 3, 5, 6, 2, 1, 0])
})

test('of the same class, whoever came first is served first; a tie is decided by the id', () => {
  expect(order({ ...ring, receivedAt: later(minutes(1)) }, ring)).toEqual([1, 0])
  expect(order(ring, ring)).toEqual([0, 1])
})

test('nobody starves: a P3 that waited 25 hours stands before a P1 that just came', () => {
  const urgent = { ...text, queueClass: 'P1', receivedAt: later(hours(25)) } as const

  expect(order(urgent, { ...text, queueClass: 'P3' })).toEqual([1, 0])
  expect(order(urgent, { ...text, queueClass: 'P3', receivedAt: later(hours(2)) })).toEqual([0, 1])
})

test('a text with danger words overtakes the texts and calls that wait, and a real P0 only by its age', () => {
  const danger = { ...text, receivedAt: later(minutes(9)), hint: hint('P0') }

  expect(order(text, ring, danger)).toEqual([2, 1, 0])
  expect(order({ ...text, queueClass: 'P0', receivedAt: later(minutes(8)) }, danger)).toEqual([0, 1])
})

test('a hint lifts to the place of its class at most and never holds back', () => {
  expect(headStart({ ...text, hint: hint('P1') })).toBe(hours(24))
  expect(headStart({ ...text, hint: hint('P2') })).toBe(headStart(text))
  expect(headStart({ ...text, queueClass: 'P0', hint: hint('P2') })).toBe(
    headStart({ ...text, queueClass: 'P0' }),
  )
})

test('a hint never falls with a calmer message, and rises with a worse one', () => {
  expect(keepHint(hint('P0'), hint('P2'))?.raiseTo).toBe('P0')
  expect(keepHint(hint('P2'), hint('P1'))?.raiseTo).toBe('P1')
  expect(keepHint(hint('P1'), null)?.raiseTo).toBe('P1')
  expect(keepHint(null, null)).toBeNull()
})

test('a call that lost its operator stands first for everyone, before a P0', () => {
  expect(
    order({ ...text, queueClass: 'P0' }, { ...ring, receivedAt: later(hours(5)), dropped: true }),
  ).toEqual([1, 0])
})

test('a number known from an open P1 case is served like a P1', () => {
  expect(headStart({ ...ring, openCase: 'P1' })).toBe(hours(24))
  expect(headStart({ ...ring, openCase: 'N' })).toBe(hours(13))
})

test('the reasons for a place are its head starts, and how long it waits', () => {
  const entry = { ...text, hint: hint('P0') }

  expect(whyNext(entry, later(minutes(2)))).toEqual([
    { code: 'class', value: 'P?' },
    { code: 'hint', value: 'mă bate acum' },
    { code: 'message', value: null },
    { code: 'waiting', value: '120' },
  ])
  expect(whyNext({ ...ring, queueClass: 'P2', openCase: 'P1', dropped: true }, noon)).toEqual([
    { code: 'dropped', value: null },
    { code: 'class', value: 'P2' },
    { code: 'open_case', value: 'P1' },
    { code: 'waiting', value: '0' },
  ])
})

test('the settings of a county replace the head starts', () => {
  const flat = { P0: 0, P1: 0, liveCall: 0, message: 0, P2: 0, P3: 0, P4: 0 }

  expect(virtualArrival({ ...ring, hint: hint('P0') }, flat)).toBe(noon.getTime())
})

test("waiting on changes nobody's order: two entries keep theirs at any later moment", () => {
  const entry = fc.record({
    receivedAt: fc.integer({ min: 0, max: hours(72) }).map(later),
    queueClass: fc.constantFrom(...QueueClass.options),
    kind: fc.constantFrom('live_call', 'message', 'call_back'),
    hint: fc.option(fc.constantFrom('P0', 'P1', 'P2').map(hint)),
    openCase: fc.constant(null),
    dropped: fc.boolean(),
  })
  const shifted = (e: Placed): Placed => ({ ...e, receivedAt: new Date(e.receivedAt.getTime() + hours(5)) })
  fc.assert(
    fc.property(entry, entry, (a, b) => {
      expect(order(a, b)).toEqual(order(shifted(a), shifted(b)))
      expect(headStart({ ...a, hint: b.hint })).toBeGreaterThanOrEqual(headStart({ ...a, hint: null }))
    }),
  )
})

const every: Move[] = [
  'take',
  'release',
  'vanish',
  'reassign',
  'abandon',
  'finish',
  'dispose',
  'join',
  'reopen',
  'undo',
]
const outcome = (state: EntryState, move: Move): string => {
  try {
    return afterMove(state, move)
  } catch (refusal) {
    return refusal instanceof Refusal ? refusal.code : 'bug'
  }
}

test.for([
  [
    'waiting',
    'held not_holder not_holder held ended not_holder not_holder ended changed_meanwhile changed_meanwhile',
  ],
  [
    'held',
    'already_taken waiting waiting held already_taken ended ended ended changed_meanwhile changed_meanwhile',
  ],
  [
    'ended',
    'contact_ended contact_ended contact_ended contact_ended contact_ended contact_ended contact_ended contact_ended waiting held',
  ],
] as const)('an entry that is %s can be moved so and not otherwise', ([state, expected]) => {
  expect(every.map((move) => outcome(state, move)).join(' ')).toBe(expected)
})

test('every state has its line in the table of moves', () => {
  expect(EntryState.options).toEqual(['waiting', 'held', 'ended'])
})
