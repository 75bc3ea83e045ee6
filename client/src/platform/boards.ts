import { pushes } from '@veghe/shared/api.ts'
import { ask } from './api.ts'
import { openBoard } from './board.ts'

/** Every live board there is. What is finished stays in a board for a while; `isLive` says what still counts. */
export const boards = {
  queue: openBoard({
    push: 'queue.changed',
    heardBy: 'queue.board',
    entry: pushes['queue.changed'].body,
    snapshot: () => ask('queue.board', {}),
    isLive: (entry) => entry.state !== 'ended',
  }),
  operators: openBoard({
    push: 'operator.changed',
    heardBy: 'queue.operators',
    entry: pushes['operator.changed'].body,
    snapshot: () => ask('queue.operators', {}),
    isLive: () => true,
  }),
  callBacks: openBoard({
    push: 'callBack.changed',
    heardBy: 'queue.callBacks',
    entry: pushes['callBack.changed'].body,
    snapshot: () => ask('queue.callBacks', {}),
    isLive: (entry) => entry.state === 'open',
  }),
  proposals: openBoard({
    push: 'proposal.changed',
    heardBy: 'triage.proposals',
    entry: pushes['proposal.changed'].body,
    snapshot: () => ask('triage.proposals', {}),
    isLive: (entry) => entry.state === 'open',
  }),
  secondLooks: openBoard({
    push: 'secondLook.changed',
    heardBy: 'triage.secondLooks',
    entry: pushes['secondLook.changed'].body,
    snapshot: () => ask('triage.secondLooks', {}),
    isLive: (entry) => entry.state === 'open',
  }),
  cases: openBoard({
    push: 'case.changed',
    heardBy: 'cases.board',
    entry: pushes['case.changed'].body,
    snapshot: () => ask('cases.board', {}),
    isLive: (entry) => entry.state === 'open',
  }),
  dispatches: openBoard({
    push: 'dispatch.changed',
    heardBy: 'dispatch.board',
    entry: pushes['dispatch.changed'].body,
    snapshot: () => ask('dispatch.board', {}),
    isLive: (entry) => !['ended', 'cancelled', 'moved_on'].includes(entry.step),
  }),
  teams: openBoard({
    push: 'team.changed',
    heardBy: 'oncall.teams',
    entry: pushes['team.changed'].body,
    snapshot: () => ask('oncall.teams', {}),
    isLive: () => true,
  }),
  ladders: openBoard({
    push: 'ladder.changed',
    heardBy: 'oncall.ladders',
    entry: pushes['ladder.changed'].body,
    snapshot: () => ask('oncall.ladders', {}),
    isLive: (entry) => entry.state === 'running',
  }),
  alarms: openBoard({
    push: 'alarm.changed',
    heardBy: 'oncall.alarms',
    entry: pushes['alarm.changed'].body,
    snapshot: () => ask('oncall.alarms', {}),
    isLive: (entry) => entry.state !== 'ended',
  }),
  times: openBoard({
    push: 'times.changed',
    heardBy: 'reporting.times',
    entry: pushes['times.changed'].body,
    snapshot: () => ask('reporting.times', {}),
    isLive: () => true,
  }),
}
