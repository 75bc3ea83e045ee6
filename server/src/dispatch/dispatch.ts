/** The door of dispatch: sending a team, following it step by step, until the child is safe. */
import type { CancelReason } from '@veghe/shared/dispatch/dispatch.codes.ts'
import * as rules from '@veghe/shared/dispatch/dispatch.rules.ts'
import {
  type CaseId,
  type CountyCode,
  type DispatchId,
  newId,
  type TeamId,
} from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import * as oncall from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { type Briefing, openBriefing, sealBriefing } from './briefing.ts'
import * as store from './dispatch.store.ts'
import { aboutOf, type Moved, moved, show } from './entries.ts'

export type { Briefing } from './briefing.ts'
export { ofCase } from './entries.ts'

export type DispatchOrder = {
  county: CountyCode
  caseId: CaseId
  caseNumber: string
  priority: Priority
  unit: number | null
  /** Left out: the nearest free team; nobody on call: the duty officer's phone. */
  teamId?: TeamId | undefined
  /** T0 of the contact it began with. */
  receivedAt: Date | null
  called112At: Date | null
  briefing: Briefing
}

/** T4. Help is never refused for want of a form, a place or a free team. */
export async function request(ctx: Ctx, order: DispatchOrder): Promise<Moved> {
  const { briefing, teamId: chosen, ...known } = order
  if (chosen) await oncall.refuseUnlessFree(ctx, chosen)
  const teamId = chosen ?? (await oncall.freeTeam(ctx, order.county, { unit: order.unit }))
  const id = newId<DispatchId>(ctx.now)
  const row = await store.addDispatch(ctx, {
    ...known,
    id,
    teamId,
    step: 'sent',
    sentAt: ctx.now,
    briefing: await sealBriefing(ctx, { county: order.county, id }, briefing),
    changedAt: ctx.now,
  })
  if (teamId) await oncall.setTeamStatus(ctx, teamId, { status: '1', dispatchId: id })
  await ctx.happened('dispatch.sent', { ...aboutOf(row), body: { priority: row.priority } })
  await oncall.page(ctx, { ...pageOrderOf(row), teamId })
  await show(ctx, row)
  return moved(row)
}

const pageOrderOf = ({ county, id, caseId, caseNumber, priority, unit }: store.DispatchRow) => ({
  ...{ county, caseId, caseNumber, priority, unit },
  dispatchId: id,
})

/** The case has learnt more while the team is under way. */
export async function brief(
  ctx: Ctx,
  caseId: CaseId,
  known: Partial<Briefing> & { unit?: number | null; priority?: Priority; called112At?: Date },
): Promise<void> {
  const { unit, priority, called112At, ...told } = known
  for (const row of await store.openOfCase(ctx, caseId)) {
    const briefing = { ...(await openBriefing(ctx, row)), ...told }
    const changed = {
      ...(unit !== undefined ? { unit } : {}),
      ...(priority ? { priority } : {}),
    }
    const saved = await store.saveDispatch(ctx, row.id, {
      ...changed,
      ...(called112At ? { called112At } : {}),
      briefing: await sealBriefing(ctx, row, briefing),
    })
    if (Object.keys(changed).length > 0) await oncall.describe(ctx, row.id, changed)
    await show(ctx, saved)
  }
}

/** T5, told by on-call: this team said yes first. */
export async function acknowledged(
  ctx: Ctx,
  dispatchId: DispatchId,
  said: { teamId: TeamId; at: Date },
): Promise<void> {
  const row = await store.lockTold(ctx, dispatchId)
  if (rules.isOver(row.step) || rules.isAcknowledged(row.step)) return
  await handTo(ctx, row, said.teamId)
  const saved = await store.saveDispatch(ctx, dispatchId, {
    step: 'acknowledged',
    teamId: said.teamId,
    acknowledgedAt: row.acknowledgedAt ?? said.at,
  })
  await oncall.setTeamStatus(ctx, said.teamId, { status: '2', dispatchId })
  await ctx.happened('dispatch.acknowledged', { ...aboutOf(saved), at: said.at })
  await show(ctx, saved)
}

/** Told by on-call: the next team is asked. The one before may still say yes. */
export async function movedOn(ctx: Ctx, dispatchId: DispatchId, teamId: TeamId): Promise<void> {
  const row = await store.lockTold(ctx, dispatchId)
  if (rules.isOver(row.step) || rules.isAcknowledged(row.step)) return
  await handTo(ctx, row, teamId)
  const saved = await store.saveDispatch(ctx, dispatchId, { step: 'moved_on', teamId })
  await oncall.setTeamStatus(ctx, teamId, { status: '1', dispatchId })
  await ctx.happened('dispatch.movedOn', aboutOf(saved))
  await show(ctx, saved, await oncall.membersOf(ctx, row.teamId))
}

/** The team before is free again. */
async function handTo(ctx: Ctx, row: store.DispatchRow, teamId: TeamId): Promise<void> {
  if (row.teamId && row.teamId !== teamId) {
    await oncall.setTeamStatus(ctx, row.teamId, { status: '1', dispatchId: null })
  }
}

export async function reassign(
  ctx: Ctx,
  asked: { dispatchId: DispatchId; version: number; teamId: TeamId },
): Promise<Moved> {
  const row = await lockShared(ctx, asked)
  await oncall.refuseUnlessFree(ctx, asked.teamId)
  await handTo(ctx, row, asked.teamId)
  const saved = await store.saveDispatch(ctx, row.id, {
    ...{
      step: 'moved_on' as const,
      teamId: asked.teamId,
      acknowledgedAt: null,
      enRouteAt: null,
      onSceneAt: null,
    },
  })
  await oncall.setTeamStatus(ctx, asked.teamId, { status: '1', dispatchId: row.id })
  await ctx.happened('dispatch.movedOn', { ...aboutOf(saved), body: { byHand: true } })
  await oncall.askTeam(ctx, row.id, asked.teamId)
  await show(ctx, saved, await oncall.membersOf(ctx, row.teamId))
  return moved(saved)
}

export async function cancel(
  ctx: Ctx,
  asked: { dispatchId: DispatchId; version: number; reason: CancelReason },
): Promise<Moved> {
  const row = await lockShared(ctx, asked)
  const saved = await store.saveDispatch(ctx, row.id, {
    ...{ step: 'cancelled' as const, endedAt: ctx.now, cancelReason: asked.reason },
  })
  await oncall.stop(ctx, row.id)
  if (row.teamId) await oncall.setTeamStatus(ctx, row.teamId, { status: '1', dispatchId: null })
  await ctx.happened('dispatch.cancelled', { ...aboutOf(saved), body: { reason: asked.reason } })
  await show(ctx, saved)
  return moved(saved)
}

/** Shared entries are changed only as they were seen. */
async function lockShared(
  ctx: Ctx,
  seen: { dispatchId: DispatchId; version: number },
): Promise<store.DispatchRow> {
  const row = await store.lockDispatch(ctx, seen.dispatchId)
  if (rules.isOver(row.step)) throw new Refusal('dispatch_ended')
  if (row.version !== seen.version) throw new Refusal('changed_meanwhile')
  return row
}
