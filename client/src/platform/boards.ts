import { pushes } from '@veghe/shared/api.ts'
import { ask } from './api.ts'
import { openBoard } from './board.ts'

/** Some boards count what ended in the last ten minutes too. */
const isRecent = ({ changedAt }: { changedAt: Date }, at: Date): boolean =>
  at.getTime() - changedAt.getTime() < 600_000

/** Every live board there is. What is finished stays in a board for a while; `counts` is what both sides count. */
export const boards = {
  queue: openBoard({
    push: 'queue.changed',
    heardBy: 'queue.board',
    entry: pushes['queue.changed'].body,
    snapshot: () => ask('queue.board', {}),
    counts: (entry) => entry.state !== 'ended',
  }),
  operators: openBoard({
    push: 'operator.changed',
    heardBy: 'queue.operators',
    entry: pushes['operator.changed'].body,
    snapshot: () => ask('queue.operators', {}),
    counts: () => true,
  }),
  callBacks: openBoard({
    push: 'callBack.changed',
    heardBy: 'queue.callBacks',
    entry: pushes['callBack.changed'].body,
    snapshot: () => ask('queue.callBacks', {}),
    counts: (entry) => entry.state === 'open',
  }),
  proposals: openBoard({
    push: 'proposal.changed',
    heardBy: 'triage.proposals',
    entry: pushes['proposal.changed'].body,
    snapshot: () => ask('triage.proposals', {}),
    counts: (entry) => entry.state === 'open',
  }),
  secondLooks: openBoard({
    push: 'secondLook.changed',
    heardBy: 'triage.secondLooks',
    entry: pushes['secondLook.changed'].body,
    snapshot: () => ask('triage.secondLooks', {}),
    counts: (entry) => entry.state === 'open',
  }),
  cases: openBoard({
    push: 'case.changed',
    heardBy: 'cases.board',
    entry: pushes['case.changed'].body,
    snapshot: () => ask('cases.board', {}),
    counts: (entry) => entry.state === 'open',
  }),
  dispatches: openBoard({
    push: 'dispatch.changed',
    heardBy: 'dispatch.board',
    entry: pushes['dispatch.changed'].body,
    snapshot: () => ask('dispatch.board', {}),
    counts: (entry, at) => !['ended', 'cancelled'].includes(entry.step) || isRecent(entry, at),
  }),
  teams: openBoard({
    push: 'team.changed',
    heardBy: 'oncall.teams',
    entry: pushes['team.changed'].body,
    snapshot: () => ask('oncall.teams', {}),
    counts: () => true,
  }),
  ladders: openBoard({
    push: 'ladder.changed',
    heardBy: 'oncall.ladders',
    entry: pushes['ladder.changed'].body,
    snapshot: () => ask('oncall.ladders', {}),
    counts: (entry, at) => entry.state === 'running' || isRecent(entry, at),
  }),
  alarms: openBoard({
    push: 'alarm.changed',
    heardBy: 'oncall.alarms',
    entry: pushes['alarm.changed'].body,
    snapshot: () => ask('oncall.alarms', {}),
    counts: (entry, at) => entry.state !== 'ended' || isRecent(entry, at),
  }),
  times: openBoard({
    push: 'times.changed',
    heardBy: 'reporting.times',
    entry: pushes['times.changed'].body,
    snapshot: () => ask('reporting.times', {}),
    counts: () => true,
  }),
}
