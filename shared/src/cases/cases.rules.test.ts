import { expect, test } from 'vitest'
import type { FactBody, FactKind } from '../audit/facts.codes.ts'
import {
  type ChildState,
  type Closing,
  caseNumber,
  classOf,
  gapsOf,
  isContactOpen,
  isLoweringPending,
  needsSecondPerson,
  stepOf,
} from './cases.rules.ts'

const at = new Date('2026-11-21T10:00:00Z')
const safeChild: ChildState = { age: 9, atRisk: true, seenAt: at, safeAt: at }
const ready: Closing = {
  priority: 'P1',
  outcome: 'safe_at_home',
  nextBody: 'SPAS Gilău',
  children: [safeChild],
  childSeen: false,
  outcomeRecorded: true,
  dispatchRunning: false,
  classPending: false,
  contactOpen: false,
  awaitsSecondPerson: false,
}

test.for<[string, Partial<Closing>, string[]]>([
  ['everything is done', {}, []],
  [
    'a child at risk was not seen',
    { children: [safeChild, { ...safeChild, seenAt: null }] },
    ['child_not_seen'],
  ],
  ['a child at risk is not safe', { children: [{ ...safeChild, safeAt: null }] }, ['child_not_safe']],
  ['nobody saw any child', { children: [] }, ['child_not_seen']],
  ['a team saw a child without a name', { children: [], childSeen: true }, []],
  ['a sibling who is not at risk was not seen', { children: [safeChild, child({ atRisk: false })] }, []],
  ['a team is still out', { dispatchRunning: true }, ['dispatch_running']],
  ['nobody is next responsible', { nextBody: '  ' }, ['no_next_body']],
  ['a lowering waits', { classPending: true }, ['class_pending']],
  ['a contact is still open', { contactOpen: true }, ['contact_open']],
  ['a closing waits for a second person', { awaitsSecondPerson: true }, ['second_person_needed']],
])('%s', ([, change, gaps]) => {
  expect(gapsOf({ ...ready, ...change })).toEqual(gaps)
})

function child(change: Partial<ChildState>): ChildState {
  return { age: 9, atRisk: false, seenAt: null, safeAt: null, ...change }
}

test('a P0 is closed only when what 112 or the team found is written down', () => {
  expect(gapsOf({ ...ready, priority: 'P0', outcomeRecorded: false })).toEqual([
    'no_outcome_from_112_or_team',
  ])
  expect(gapsOf({ ...ready, priority: 'P0' })).toEqual([])
  expect(gapsOf({ ...ready, priority: 'P1', outcomeRecorded: false })).toEqual([])
})

test.for<[Closing['priority'], Closing['outcome'], boolean]>([
  ['P2', 'local_service', true],
  ['P2', null, true],
  ['P3', null, false],
  ['P3', 'local_service', false],
  ['P3', 'case_manager', false],
  ['P3', 'safe_at_home', true],
  ['P4', 'safe_at_home', false],
  ['P0', 'unfounded', false],
])('in a %s that ends as %s somebody must have seen the child: %s', ([priority, outcome, must]) => {
  const unseen = { ...ready, priority, outcome, children: [child({})] }

  expect(gapsOf(unseen).includes('child_not_seen')).toBe(must)
})

test.for<[string, boolean, (number | null)[], boolean]>([
  ['of neglect of a child of 7', false, [7], false],
  ['of neglect of a child of 6', false, [12, 6], true],
  ['of neglect of a child whose age nobody knows', false, [null], true],
  ['of neglect of children nobody counted', false, [], true],
  ['of physical or sexual harm', true, [15], true],
])('a report %s is unfounded by one person’s word or by two', ([, grave, ages, second]) => {
  const about = { grave, children: ages.map((age) => ({ age })) }

  expect(needsSecondPerson('unfounded', about)).toBe(second)
  expect(needsSecondPerson('safe_at_home', about)).toBe(false)
})

const fact = (kind: FactKind, body: FactBody = {}) => ({ kind, body })

test('the class of a contact is the last that was proposed or set', () => {
  const raised = [fact('triage.proposed', { priority: 'P2' }), fact('triage.prioritySet', { priority: 'P1' })]

  expect(classOf([])).toBeNull()
  expect(classOf(raised)).toBe('P1')
  expect(classOf([...raised, fact('triage.answered', { question: 'injured' })])).toBe('P1')
  expect(classOf([...raised, fact('triage.prioritySet', { priority: 'P3' })])).toBe('P3')
})

test('a lowering is pending from its proposal until it is confirmed or refused', () => {
  const proposed = fact('triage.loweringProposed')

  expect(isLoweringPending([])).toBe(false)
  expect(isLoweringPending([proposed])).toBe(true)
  expect(isLoweringPending([proposed, fact('triage.loweringRefused')])).toBe(false)
  expect(isLoweringPending([proposed, fact('triage.loweringConfirmed'), proposed])).toBe(true)
})

test('a contact is open until it is closed, and again when it is reopened', () => {
  const closed = fact('intake.closed')

  expect(isContactOpen([fact('intake.received')])).toBe(true)
  expect(isContactOpen([closed])).toBe(false)
  expect(isContactOpen([closed, fact('intake.reopened')])).toBe(true)
})

test('facts about a dispatch say which step it reached; other facts say nothing', () => {
  expect(stepOf('dispatch.onScene')).toBe('on_scene')
  expect(stepOf('dispatch.childSeen')).toBe('with_child')
  expect(stepOf('dispatch.childSafe')).toBeNull()
  expect(stepOf('cases.noted')).toBeNull()
})

test('a case number is what people can say on the phone', () => {
  expect(caseNumber({ year: 2026, county: 'CJ', serial: 412 })).toBe('2026-CJ-0412')
  expect(caseNumber({ year: 2027, county: 'B1', serial: 12_345 })).toBe('2027-B1-12345')
})
