import { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { DispatchId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, hours, minutes } from '@veghe/shared/kernel/time.ts'
import { describe, expect, it } from 'vitest'
import type { OwnStep, What } from './ownStep.ts'
import { childrenNow, isStale, nextOf, owesSafety, stampOf, stepNow, wasDeclined } from './steps.ts'

const t0 = new Date('2026-11-21T22:00:00Z')
const at = (m: number) => after(t0, minutes(m))
const dispatchId = DispatchId.parse('01990000-0000-7000-8000-0000000000d1')
const child = (n: number) => ({
  id: `01990000-0000-7000-8000-0000000000a${n}`,
  name: '',
  ageYears: null,
  safeAt: null,
})

const dispatch = (more: Record<string, unknown> = {}): FieldDispatch =>
  FieldDispatch.parse({
    id: dispatchId,
    version: 1,
    caseId: '01990000-0000-7000-8000-0000000000c1',
    caseNumber: '2026-CJ-0411',
    priority: 'P0',
    place: 'Apahida',
    teamId: null,
    teamName: 'Echipa 3',
    step: 'sent',
    receivedAt: t0,
    sentAt: at(1),
    acknowledgedAt: null,
    enRouteAt: null,
    onSceneAt: null,
    childSeenAt: null,
    childSafeAt: null,
    endedAt: null,
    called112At: null,
    sos: false,
    changedAt: at(1),
    address: null,
    note: '',
    children: [child(1), child(2)],
    dangers: [],
    teamStatus: '1',
    ...more,
  })

const said = (what: What, minute: number, state: OwnStep['state'] = 'waiting'): OwnStep => ({
  key: `01990000-0000-7000-8000-${String(minute).padStart(12, '0')}`,
  staffId: StaffId.parse('01990000-0000-7000-8000-0000000000f1'),
  dispatchId,
  at: at(minute),
  what,
  state,
  refusal: null,
})

const yes = (minute: number, state?: OwnStep['state']) =>
  said({ action: 'oncall.acknowledge', input: { dispatchId } }, minute, state)
const step = (
  to: 'en_route' | 'on_scene' | 'with_child' | 'ended',
  minute: number,
  state?: OwnStep['state'],
) => said({ action: 'dispatch.report', input: { dispatchId, step: to } }, minute, state)

describe('where the team stands without signal', () => {
  it('follows what was pressed, in order', () => {
    expect(stepNow(dispatch(), [yes(2), step('en_route', 3), step('on_scene', 20)])).toBe('on_scene')
  })

  it('does not go back when an older step arrives after a newer one', () => {
    expect(stepNow(dispatch({ step: 'with_child' }), [step('en_route', 3)])).toBe('with_child')
  })

  it('leaves out what the server refused', () => {
    expect(stepNow(dispatch({ step: 'acknowledged' }), [step('en_route', 3, 'refused')])).toBe('acknowledged')
  })

  it('believes the server about an acknowledgement that it has heard', () => {
    expect(stepNow(dispatch({ step: 'moved_on', changedAt: at(3) }), [yes(2, 'sent')])).toBe('moved_on')
    expect(stepNow(dispatch({ step: 'sent', changedAt: at(1) }), [yes(2, 'sent')])).toBe('acknowledged')
  })

  it('no longer shows what was declined', () => {
    const no = said({ action: 'oncall.decline', input: { dispatchId, reason: 'no_car' } }, 2)
    expect(wasDeclined(dispatch(), [no])).toBe(true)
  })
})

describe('what is drawn beside a step', () => {
  it('waits, was sent, or has reached the dispatcher', () => {
    const known = dispatch({ step: 'acknowledged', acknowledgedAt: at(2) })
    const own = [yes(2, 'sent'), step('en_route', 3, 'sent'), step('on_scene', 20)]
    expect(stampOf(known, own, 'acknowledged')).toEqual({ at: at(2), state: 'desk' })
    expect(stampOf(known, own, 'en_route')).toEqual({ at: at(3), state: 'sent' })
    expect(stampOf(known, own, 'on_scene')).toEqual({ at: at(20), state: 'waiting' })
    expect(stampOf(known, own, 'with_child')).toBeNull()
  })
})

describe('the one big button', () => {
  it('walks from the road to the child', () => {
    expect(nextOf(dispatch({ step: 'acknowledged' }), [])).toBe('en_route')
    expect(nextOf(dispatch({ step: 'on_scene' }), [])).toBe('with_child')
  })

  it('asks for the safety of the child before the way back', () => {
    const withChild = dispatch({ step: 'with_child' })
    expect(nextOf(withChild, [])).toBe('safe')
    const first = withChild.children[0]
    if (!first) throw new Error('the dispatch has children')
    const one = said(
      { action: 'dispatch.childSafe', input: { dispatchId, personId: first.id, how: 'with_relatives' } },
      40,
    )
    expect(nextOf(withChild, [one])).toBe('safe')
    expect(childrenNow(withChild, [one]).map((each) => each.safeAt)).toEqual([at(40), null])
    const all = said({ action: 'dispatch.childSafe', input: { dispatchId, how: 'placed' } }, 45)
    expect(nextOf(withChild, [one, all])).toBe('returning')
  })

  it('still owes it when nobody is listed', () => {
    expect(owesSafety(dispatch({ step: 'with_child', children: [] }), [])).toBe(true)
  })

  it('has nothing more to say at the end', () => {
    expect(nextOf(dispatch({ step: 'returning' }), [step('ended', 90)])).toBeNull()
  })
})

describe('what the phone keeps', () => {
  const me = {} as never // not looked at by the rule
  it('is wiped twelve hours after the end was reported', () => {
    const kept = { me, dispatches: [], at: t0, endedAt: t0 }
    expect(isStale(kept, after(t0, hours(11)))).toBe(false)
    expect(isStale(kept, after(t0, hours(13)))).toBe(true)
  })

  it('stays while nobody has reported the end', () => {
    expect(isStale({ me, dispatches: [], at: t0, endedAt: null }, after(t0, hours(48)))).toBe(false)
  })
})
