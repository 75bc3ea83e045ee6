import type { DispatchStep, ReportedStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { isAcknowledged, stepMoves } from '@veghe/shared/dispatch/dispatch.rules.ts'
import { hours } from '@veghe/shared/kernel/time.ts'
import type { OwnStep } from './ownStep.ts'
import type { Kept } from './pocket.ts'

const wipedAfterMs = hours(12)

/** What was kept of a dispatch that this phone itself reported as ended must not stay on it. */
export const isStale = (kept: Kept, now: Date): boolean =>
  kept.endedAt !== null && now.getTime() - kept.endedAt.getTime() > wipedAfterMs

const counts = (step: OwnStep): boolean => step.state !== 'refused'

const ofDispatch = (dispatch: FieldDispatch, said: readonly OwnStep[]): OwnStep[] =>
  said.filter((step) => step.dispatchId === dispatch.id && counts(step))

/** What the server has taken in is in all that it tells from then on, or was overruled since. */
const isNews = (dispatch: FieldDispatch, own: OwnStep): boolean =>
  own.state === 'waiting' || dispatch.changedAt < own.at

/** Where the dispatch stands for the team: what the server knows, and on top of it what this phone has said since. */
export function stepNow(dispatch: FieldDispatch, said: readonly OwnStep[]): DispatchStep {
  let step = dispatch.step
  for (const own of ofDispatch(dispatch, said)) {
    const { what } = own
    if (what.action === 'oncall.acknowledge' && isNews(dispatch, own) && !isAcknowledged(step))
      step = 'acknowledged'
    if (what.action === 'dispatch.report' && stepMoves(step, what.input.step) === 'moves')
      step = what.input.step
  }
  return step
}

export const wasDeclined = (dispatch: FieldDispatch, said: readonly OwnStep[]): boolean =>
  ofDispatch(dispatch, said).some((own) => own.what.action === 'oncall.decline' && isNews(dispatch, own))

export type Stamp = {
  at: Date
  /** `desk`: read back from the server, so the dispatcher's screen has it too. */
  state: 'waiting' | 'sent' | 'desk'
}

const columns = {
  acknowledged: 'acknowledgedAt',
  en_route: 'enRouteAt',
  on_scene: 'onSceneAt',
  with_child: 'childSeenAt',
} as const
type Stamped = keyof typeof columns

const isStamped = (step: DispatchStep): step is Stamped => step in columns

const says = (step: OwnStep, to: DispatchStep): boolean =>
  (to === 'acknowledged' && step.what.action === 'oncall.acknowledge') ||
  (step.what.action === 'dispatch.report' && step.what.input.step === to)

/** When a step was reached, and whether the server knows; null while it was not. */
export function stampOf(dispatch: FieldDispatch, said: readonly OwnStep[], to: DispatchStep): Stamp | null {
  const known = isStamped(to) ? dispatch[columns[to]] : dispatch.step === to ? dispatch.changedAt : null
  if (known) return { at: known, state: 'desk' }
  const own = ofDispatch(dispatch, said).findLast((step) => says(step, to))
  return own ? { at: own.at, state: own.state === 'sent' ? 'sent' : 'waiting' } : null
}

/** The children with what this phone has said of them. */
export function childrenNow(dispatch: FieldDispatch, said: readonly OwnStep[]): FieldDispatch['children'] {
  return dispatch.children.map((child) => {
    const told = ofDispatch(dispatch, said).find(
      ({ what }) => what.action === 'dispatch.childSafe' && (what.input.personId ?? child.id) === child.id,
    )
    return { ...child, safeAt: child.safeAt ?? told?.at ?? null }
  })
}

/** T9 is still owed: a child at risk has not been recorded as safe, or there is nobody listed and nothing was said. */
export function owesSafety(dispatch: FieldDispatch, said: readonly OwnStep[]): boolean {
  if (dispatch.childSafeAt) return false
  if (dispatch.children.length === 0)
    return !ofDispatch(dispatch, said).some(({ what }) => what.action === 'dispatch.childSafe')
  return childrenNow(dispatch, said).some((child) => child.safeAt === null)
}

const order: Partial<Record<DispatchStep, ReportedStep>> = {
  acknowledged: 'en_route',
  en_route: 'on_scene',
  on_scene: 'with_child',
  with_child: 'returning',
  transport: 'returning',
  returning: 'ended',
}

/** The one big button: the next status, or the safety of the child where that is what is owed. */
export function nextOf(dispatch: FieldDispatch, said: readonly OwnStep[]): ReportedStep | 'safe' | null {
  const step = stepNow(dispatch, said)
  const isWithChild = step === 'with_child' || step === 'transport'
  if (isWithChild && owesSafety(dispatch, said)) return 'safe'
  return order[step] ?? null
}
