import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { CaseId, ContactId, DispatchId } from '@veghe/shared/kernel/ids.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import type { ContactTimes } from '@veghe/shared/reporting/reporting.contract.ts'
import { describe, expect, it } from 'vitest'
import { clockOf, contactOf } from './oneClock.ts'

const t0 = new Date('2026-11-21T19:30:00Z')
const at = (m: number) => after(t0, minutes(m))
const caseId = CaseId.parse('01990000-0000-7000-8000-0000000000c1')

const dispatch: DispatchEntry = {
  id: DispatchId.parse('01990000-0000-7000-8000-0000000000d1'),
  version: 1,
  caseId,
  caseNumber: '2026-CJ-0411',
  priority: 'P1',
  place: 'Florești',
  teamId: null,
  teamName: '',
  step: 'acknowledged',
  receivedAt: t0,
  sentAt: at(3),
  acknowledgedAt: at(5),
  enRouteAt: null,
  onSceneAt: null,
  childSeenAt: null,
  childSafeAt: null,
  endedAt: null,
  called112At: null,
  sos: false,
  changedAt: at(5),
}

const contact = (from: Date): ContactTimes => ({
  id: ContactId.parse('01990000-0000-7000-8000-0000000000b1'),
  version: 1,
  channel: 'voice',
  queueClass: 'P1',
  caseId,
  caseNumber: '2026-CJ-0411',
  place: 'Florești',
  clock: [from, at(1), null, at(2), at(3), at(5), null, null, null, null, null],
  replayed: [],
  changedAt: at(5),
})

describe('one clock from ring to safe child', () => {
  it('waits for the step after the last one reached', () => {
    const steps = clockOf(dispatch, contact(t0))
    expect(steps.map((step) => step.stands).join(' ')).toBe(
      'done done skipped done done done now ahead ahead ahead ahead',
    )
  })

  it('leaves out what the reader may not ask for', () => {
    expect(clockOf(dispatch, null).map((step) => step.code)).toEqual([0, 4, 5, 6, 7, 8, 9])
  })

  it('measures the acknowledgement from the sending', () => {
    expect(clockOf(dispatch, null).find((step) => step.code === 5)?.phase).toEqual({
      from: at(3),
      targetMs: minutes(5),
    })
  })

  it('knows the contact by its instant, not by its place in the list', () => {
    const later = contact(at(30))
    expect(contactOf(dispatch, [later, contact(t0)])?.clock[0]).toEqual(t0)
    expect(contactOf(dispatch, [later])).toBe(later)
    expect(contactOf({ ...dispatch, caseId: CaseId.parse(dispatch.id) }, [later])).toBeNull()
  })
})
