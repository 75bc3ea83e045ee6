import type { DispatchEntry } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { ContactTimes } from '@veghe/shared/reporting/reporting.contract.ts'
import { targetsMs } from '@veghe/shared/reporting/reporting.rules.ts'

export type StepCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
export type ClockStep = {
  code: StepCode
  at: Date | null
  /** `done`, `now` for the one that is waited for, `ahead`, or `skipped` when a later one was reached without it. */
  stands: 'done' | 'now' | 'ahead' | 'skipped'
  /** What is measured up to this step, and from where: null where nothing is, or its start is not known. */
  phase: { from: Date; targetMs: number | null } | null
}

/** Step → where its measured phase begins. */
const begins: Partial<Record<StepCode, { from: StepCode; targetMs: number | null }>> = {
  1: { from: 0, targetMs: targetsMs['T0-T1'] },
  3: { from: 1, targetMs: targetsMs['T1-T3'] },
  4: { from: 3, targetMs: targetsMs['T3-T4'] },
  5: { from: 4, targetMs: targetsMs['T4-T5'] },
  7: { from: 5, targetMs: targetsMs['T5-T7'] },
  8: { from: 0, targetMs: targetsMs['T0-T8'] },
  10: { from: 0, targetMs: targetsMs['T0-T10'] },
}

/**
 * T0 to T10 of a dispatch. The steps before it was sent and the end belong to its contact: they are there for those who
 * may read the contacts' times, and left out for the others rather than drawn as if they had not happened.
 */
export function clockOf(dispatch: DispatchEntry, contact: ContactTimes | null): ClockStep[] {
  const known: readonly (readonly [StepCode, Date | null])[] = [
    [0, dispatch.receivedAt ?? contact?.clock[0] ?? null],
    ...(contact
      ? ([
          [1, contact.clock[1]],
          [2, contact.clock[2]],
          [3, contact.clock[3]],
        ] as const)
      : []),
    [4, dispatch.sentAt],
    [5, dispatch.acknowledgedAt],
    [6, dispatch.enRouteAt],
    [7, dispatch.onSceneAt],
    [8, dispatch.childSeenAt],
    [9, dispatch.childSafeAt],
    ...(contact ? ([[10, contact.clock[10]]] as const) : []),
  ]
  const last = known.findLastIndex(([, at]) => at !== null)
  const times = new Map(known)
  return known.map(([code, at], i) => {
    const phase = begins[code]
    const from = phase && times.get(phase.from)
    return {
      code,
      at,
      stands: at ? 'done' : i < last ? 'skipped' : i === last + 1 ? 'now' : 'ahead',
      phase: from ? { from, targetMs: phase.targetMs } : null,
    }
  })
}

/** The contact this dispatch began with: the one that came in at its T0, else the first of its case. */
export function contactOf(dispatch: DispatchEntry, times: readonly ContactTimes[]): ContactTimes | null {
  const ofCase = times
    .filter((one) => one.caseId === dispatch.caseId)
    .toSorted((a, b) => a.clock[0].getTime() - b.clock[0].getTime())
  const t0 = dispatch.receivedAt?.getTime()
  return ofCase.find((one) => one.clock[0].getTime() === t0) ?? ofCase[0] ?? null
}
