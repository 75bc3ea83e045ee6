import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { CaseView } from '@veghe/shared/cases/cases.contract.ts'
import { describe, expect, test } from 'vitest'
import { clockSteps } from './clockSteps.ts'

const id = (n: number): string => `01999999-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 20, minute))

const fact = (n: number, kind: FactKind, minute: number) => ({
  id: id(n),
  kind,
  at: at(minute),
  recordedAt: at(minute),
  by: null,
  contactId: null,
  dispatchId: null,
  body: {},
})

const child = (n: number, safeAt: Date | null) => ({
  id: id(n),
  role: 'child',
  name: '',
  ageYears: null,
  ageGuessed: false,
  sex: 'unknown',
  atRisk: true,
  seenAt: null,
  seenBy: null,
  safeAt,
  safeHow: null,
  note: '',
})

const view = (timeline: object[], persons: object[] = []): CaseView =>
  CaseView.parse({
    id: id(1),
    version: 1,
    number: '2026-CJ-0001',
    state: 'open',
    priority: 'P1',
    place: null,
    placeName: null,
    openedAt: at(5),
    openedBy: 'Ana',
    closedAt: null,
    outcome: null,
    nextBody: null,
    persons,
    contacts: [{ id: id(2), channel: 'voice', receivedAt: at(0), callerDigits: null }],
    dispatches: [],
    notes: [],
    calls112: [],
    timeline,
    gaps: [],
    closingProposed: null,
  })

describe('the clock of a case', () => {
  test('a step stands at the first time it was reached', () => {
    const steps = clockSteps(view([fact(3, 'dispatch.sent', 9), fact(4, 'dispatch.sent', 6)]))
    expect([steps[0], steps[4], steps[5]]).toEqual([at(0), at(6), null])
  })

  test('the children are safe when the last of them is', () => {
    const told = [fact(3, 'dispatch.childSafe', 20), fact(4, 'dispatch.childSafe', 31)]
    expect(clockSteps(view(told, [child(5, at(20)), child(6, null)]))[9]).toBeNull()
    expect(clockSteps(view(told, [child(5, at(20)), child(6, at(31))]))[9]).toEqual(at(31))
  })
})
