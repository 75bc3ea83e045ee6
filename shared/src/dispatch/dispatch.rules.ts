import type { DispatchStep, ReportedStep, TeamStatus } from './dispatch.codes.ts'

const order: readonly DispatchStep[] = [
  'sent',
  'moved_on',
  'acknowledged',
  'en_route',
  'on_scene',
  'with_child',
  'transport',
  'returning',
  'ended',
]

export const isOver = (step: DispatchStep): boolean => step === 'ended' || step === 'cancelled'

export const isAcknowledged = (step: DispatchStep): boolean =>
  order.indexOf(step) >= order.indexOf('acknowledged') && step !== 'cancelled'

/**
 * May the team report this step now? Steps may be left out (a child met at the gate), never taken back: a report
 * that arrives late from a phone without signal is kept as a fact but moves nothing.
 */
export function stepMoves(from: DispatchStep, to: ReportedStep): 'moves' | 'late' | 'refused' {
  if (from === 'cancelled' || !isAcknowledged(from)) return 'refused'
  return order.indexOf(to) > order.indexOf(from) ? 'moves' : 'late'
}

/** The numbered status a team has while its dispatch stands at this step. */
export const statusOfStep: Readonly<Record<DispatchStep, TeamStatus>> = {
  sent: '1',
  moved_on: '1',
  acknowledged: '2',
  en_route: '3',
  on_scene: '4',
  with_child: '5',
  transport: '6',
  returning: '7',
  ended: '1',
  cancelled: '1',
}

/**
 * A time told by a phone counts when it lies within two minutes of the server's or is earlier: then it was replayed
 * after a time without signal. A clock that runs ahead is not believed.
 */
export function believed(told: Date | undefined, now: Date): { at: Date; replayed: boolean } {
  if (!told) return { at: now, replayed: false }
  const ahead = told.getTime() - now.getTime()
  if (ahead > 120_000) return { at: now, replayed: false }
  return { at: ahead > 0 ? now : told, replayed: ahead < -120_000 }
}
