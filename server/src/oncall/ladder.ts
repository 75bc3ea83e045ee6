import {
  type CaseId,
  type CountyCode,
  type DispatchId,
  newId,
  type PageId,
  type StaffId,
  type TeamId,
} from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import type { DeclineReason } from '@veghe/shared/oncall/oncall.codes.ts'
import type { Ladder } from '@veghe/shared/oncall/oncall.contract.ts'
import * as rules from '@veghe/shared/oncall/oncall.rules.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { unitName } from '../directory/directory.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { inTurn } from '../platform/db/in-turn.ts'
import * as alarms from './alarms.ts'
import * as store from './ladder.store.ts'
import { dutyOfficers, freeTeam, membersOf, teamName, teamsOf } from './teams.ts'

export type PageOrder = {
  county: CountyCode
  dispatchId: DispatchId
  caseId: CaseId
  caseNumber: string
  priority: Priority
  unit: number | null
  /** Null: nobody is on call, so the duty officer is asked at once. */
  teamId: TeamId | null
}

/** Work the ladder leaves for later; the names are those of `oncall.jobs.ts`. */
export const laterJobs = {
  send: 'oncall.sendPage',
  escalate: 'oncall.escalate',
  alarm: 'oncall.alarmIfSilent',
} as const

/** Starts asking: the first channel at once, the others at their time. */
export async function page(ctx: Ctx, order: PageOrder): Promise<void> {
  const times = rules.defaultLadderTimes[order.priority]
  const row = await store.addLadder(ctx, {
    ...order,
    state: 'running',
    times,
    startedAt: ctx.now,
    round: 1,
    nextAt: after(ctx.now, times.nextTeam),
    changedAt: ctx.now,
  })
  await askRound(ctx, row, { officersToo: order.teamId === null })
  if (order.priority === 'P0' || order.priority === 'P1') {
    const runAt = after(ctx.now, times.alarm)
    ctx.later({ name: laterJobs.alarm, key: row.dispatchId, payload: { dispatchId: row.dispatchId }, runAt })
  }
  await show(ctx, row)
}

async function askRound(
  ctx: Ctx,
  row: store.LadderRow,
  { officersToo }: { officersToo: boolean },
): Promise<void> {
  const members = await membersOf(ctx, row.teamId)
  const officers = officersToo ? await dutyOfficers(ctx, row.county) : []
  const planned = [
    ...rules.planRound(members, row.times, ctx.now).map((one) => ({ ...one, teamId: row.teamId })),
    ...rules.planDutyOfficer(officers, ctx.now).map((one) => ({ ...one, teamId: null })),
  ]
  const pages = await store.addPages(
    ctx,
    planned.map((one) => ({
      ...one,
      id: newId<PageId>(ctx.now),
      county: row.county,
      dispatchId: row.dispatchId,
      round: row.round,
      state: 'planned' as const,
      changedAt: ctx.now,
    })),
  )
  for (const { id, dueAt } of pages) {
    ctx.later({ name: laterJobs.send, key: id, payload: { pageId: id }, runAt: dueAt })
  }
  const { dispatchId, round } = row
  if (row.nextAt) {
    ctx.later({
      name: laterJobs.escalate,
      key: `${dispatchId}-${round}`,
      payload: { dispatchId, round },
      runAt: row.nextAt,
    })
  }
}

/** The round is over and nobody said yes: the next team and the duty officer are asked. */
export async function escalate(ctx: Ctx, dispatchId: DispatchId, round: number): Promise<void> {
  const row = await store.lockLadder(ctx, dispatchId)
  if (row.state !== 'running' || row.round !== round) return
  await nextRound(ctx, row)
}

async function nextRound(ctx: Ctx, row: store.LadderRow): Promise<store.LadderRow> {
  const asked = (await store.pagesOf(ctx, [row.dispatchId])).flatMap(({ teamId }) => (teamId ? [teamId] : []))
  const next = await freeTeam(ctx, row.county, { unit: row.unit, except: [...new Set(asked)] })
  const moved = await store.saveLadder(ctx, row.dispatchId, {
    round: row.round + 1,
    // Whoever was asked may still say yes; with nobody left the duty officer is called again each round.
    ...(next ? { teamId: next } : {}),
    nextAt: after(ctx.now, row.times.nextTeam),
  })
  const about = { county: row.county, dispatchId: row.dispatchId, caseId: row.caseId }
  if (next) await ctx.happened('oncall.escalated', { ...about, teamId: next, body: { round: moved.round } })
  else await ctx.happened('oncall.exhausted', { ...about, body: { round: moved.round } })
  await askRound(ctx, next ? moved : { ...moved, teamId: null }, { officersToo: true })
  await show(ctx, moved)
  return moved
}

/** „Preiau”, on whatever channel. The first one wins; the same team hears yes again. */
export async function acknowledge(
  ctx: Ctx,
  dispatchId: DispatchId,
  said: { staffId: StaffId; at?: Date | undefined },
): Promise<Ladder> {
  const row = await store.lockLadder(ctx, dispatchId)
  const teamId = await teamAsked(ctx, row, said.staffId)
  if (row.state === 'acknowledged') {
    if (row.teamId !== teamId)
      throw new Refusal('already_acknowledged', { team: await teamName(ctx, row.teamId) })
    return entryOf(ctx, row)
  }
  if (row.state !== 'running') throw new Refusal('dispatch_ended')
  await store.stopPages(ctx, dispatchId)
  const done = await store.saveLadder(ctx, dispatchId, {
    state: 'acknowledged',
    acknowledgedBy: said.staffId,
    teamId,
    nextAt: null,
  })
  await ctx.happened('oncall.acknowledged', {
    ...{ county: row.county, dispatchId, caseId: row.caseId, teamId, staffId: said.staffId },
    ...(said.at ? { at: said.at } : {}),
  })
  await alarms.endAlarms(ctx, { county: row.county, kind: 'page_not_acknowledged', subject: dispatchId })
  await alarms.endAlarms(ctx, { county: row.county, kind: 'page_late', subject: dispatchId })
  return show(ctx, done)
}

/** „Nu pot”: the next team is asked at once, not when the round is over. */
export async function decline(
  ctx: Ctx,
  dispatchId: DispatchId,
  said: { staffId: StaffId; reason: DeclineReason },
): Promise<Ladder> {
  const row = await store.lockLadder(ctx, dispatchId)
  const teamId = await teamAsked(ctx, row, said.staffId)
  if (row.state !== 'running') throw new Refusal('dispatch_ended')
  for (const one of await store.pagesOf(ctx, [dispatchId])) {
    if (one.teamId === teamId && one.state !== 'declined')
      await store.savePage(ctx, one.id, { state: 'declined' })
  }
  await ctx.happened('oncall.declined', {
    ...{ county: row.county, dispatchId, caseId: row.caseId, teamId, staffId: said.staffId },
    body: { reason: said.reason },
  })
  return entryOf(ctx, row.teamId === teamId ? await nextRound(ctx, row) : row)
}

/** The dispatch was cancelled or given to another team by hand. */
export async function stop(ctx: Ctx, dispatchId: DispatchId): Promise<void> {
  const row = await store.lockLadder(ctx, dispatchId)
  if (row.state !== 'running') return
  await store.stopPages(ctx, dispatchId)
  await show(ctx, await store.saveLadder(ctx, dispatchId, { state: 'stopped', nextAt: null }))
  await alarms.endAlarms(ctx, { county: row.county, kind: 'page_not_acknowledged', subject: dispatchId })
}

/** Asks another team in the same ladder, at once, because a person chose it. */
export async function askTeam(ctx: Ctx, dispatchId: DispatchId, teamId: TeamId): Promise<void> {
  const row = await store.lockLadder(ctx, dispatchId)
  await store.stopPages(ctx, dispatchId)
  const moved = await store.saveLadder(ctx, dispatchId, {
    ...{ teamId, state: 'running' as const, acknowledgedBy: null, round: row.round + 1 },
    nextAt: after(ctx.now, row.times.nextTeam),
  })
  await askRound(ctx, moved, { officersToo: false })
  await show(ctx, moved)
}

/** The place or the class became known while people are still being asked. */
export async function describe(
  ctx: Ctx,
  dispatchId: DispatchId,
  known: { unit?: number | null; priority?: Priority },
): Promise<void> {
  await show(ctx, await store.saveLadder(ctx, dispatchId, known))
}

export async function alarmIfSilent(ctx: Ctx, dispatchId: DispatchId): Promise<void> {
  const row = await store.lockLadder(ctx, dispatchId)
  if (row.state !== 'running') return
  const { county, priority, caseId, caseNumber, unit, teamId } = row
  await alarms.raise(ctx, {
    county,
    kind: 'page_not_acknowledged',
    subject: dispatchId,
    priority,
    caseId,
    caseNumber,
    unit,
    teamId,
    dispatchId,
  })
}

/** Which of the teams asked this person rides with; a stranger learns nothing. */
async function teamAsked(ctx: Ctx, row: store.LadderRow, staffId: StaffId): Promise<TeamId> {
  const asked = new Set((await store.pagesOf(ctx, [row.dispatchId])).map(({ teamId }) => teamId))
  const teamId = (await teamsOf(ctx, staffId)).find((id) => asked.has(id))
  if (!teamId) throw new Refusal('not_found')
  return teamId
}

export async function show(ctx: Ctx, row: store.LadderRow): Promise<Ladder> {
  const entry = await entryOf(ctx, row)
  ctx.tell('ladder.changed', entry, { county: row.county })
  return entry
}

export async function entryOf(ctx: Ctx, row: store.LadderRow): Promise<Ladder> {
  const pages = await store.pagesOf(ctx, [row.dispatchId])
  const people = [...pages.map(({ staffId }) => staffId), ...(row.acknowledgedBy ? [row.acknowledgedBy] : [])]
  const names = await identity.namesOf(ctx, [...new Set(people)])
  return {
    id: row.dispatchId,
    version: row.version,
    caseNumber: row.caseNumber,
    priority: row.priority,
    place: unitName(row.unit),
    teamName: await teamName(ctx, row.teamId),
    state: row.state,
    startedAt: row.startedAt,
    round: row.round,
    steps: pages.map(({ id, round, channel, staffId, dueAt, sentAt, state }) => ({
      ...{ pageId: id, round, channel, dueAt, sentAt, state },
      responder: names.get(staffId) ?? '',
    })),
    nextAt: row.nextAt,
    acknowledgedBy: row.acknowledgedBy ? (names.get(row.acknowledgedBy) ?? '') : null,
    changedAt: row.changedAt,
  }
}

export async function board(ctx: Ctx): Promise<Ladder[]> {
  const rows = await store.ladderRows(ctx, identity.countyOf(ctx))
  return inTurn(rows, (row) => entryOf(ctx, row))
}
