import type { ReportedStep, SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import * as rules from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { DispatchId, PersonId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import * as identity from '../identity/identity.ts'
import * as oncall from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { openBriefing, sealBriefing } from './briefing.ts'
import * as store from './dispatch.store.ts'
import { aboutOf, type Moved, moved, show } from './entries.ts'

const factOf = {
  en_route: 'dispatch.enRoute',
  on_scene: 'dispatch.onScene',
  with_child: 'dispatch.childSeen',
  transport: 'dispatch.transporting',
  returning: 'dispatch.returning',
  ended: 'dispatch.ended',
} as const

const columnOf = {
  en_route: 'enRouteAt',
  on_scene: 'onSceneAt',
  with_child: 'childSeenAt',
  ended: 'endedAt',
} as const satisfies Partial<Record<ReportedStep, keyof store.DispatchRow>>

/** T6, T7, T8 and the way back. A late report is kept as a fact and moves nothing. */
export async function report(
  ctx: Ctx,
  told: { dispatchId: DispatchId; step: ReportedStep; at?: Date | undefined },
): Promise<Moved> {
  const row = await store.lockDispatch(ctx, told.dispatchId)
  if (row.step === told.step) return moved(row)
  const { at, replayed } = rules.believed(told.at, ctx.now)
  const move = rules.stepMoves(row.step, told.step)
  if (move === 'refused') throw new Refusal(rules.isOver(row.step) ? 'dispatch_ended' : 'step_not_next')
  await ctx.happened(factOf[told.step], { ...aboutOf(row), at, body: { replayed, late: move === 'late' } })
  const column = told.step in columnOf ? columnOf[told.step as keyof typeof columnOf] : null // narrowed by `in`
  const stamp = column && row[column] === null ? { [column]: at } : {}
  if (move === 'late') return moved(await store.saveDispatch(ctx, row.id, stamp))
  const saved = await store.saveDispatch(ctx, row.id, { ...stamp, step: told.step })
  const ended = told.step === 'ended'
  if (row.teamId) {
    const status = rules.statusOfStep[told.step]
    await oncall.setTeamStatus(ctx, row.teamId, { status, dispatchId: ended ? null : row.id })
  }
  await show(ctx, saved)
  return moved(saved)
}

/** T9 for one child, or for all who were at risk. */
export async function childSafe(
  ctx: Ctx,
  told: { dispatchId: DispatchId; personId?: PersonId | undefined; how: SafeHow; at?: Date | undefined },
): Promise<Moved> {
  const row = await store.lockDispatch(ctx, told.dispatchId)
  if (!rules.isAcknowledged(row.step)) throw new Refusal('step_not_next')
  const { at, replayed } = rules.believed(told.at, ctx.now)
  const briefing = await openBriefing(ctx, row)
  const children = briefing.children.map((child) =>
    told.personId === undefined || child.id === told.personId
      ? { ...child, safeAt: child.safeAt ?? at }
      : child,
  )
  const allSafe = children.every(({ safeAt }) => safeAt !== null)
  await ctx.happened('dispatch.childSafe', {
    ...{ ...aboutOf(row), at },
    body: { how: told.how, replayed, last: allSafe, ...(told.personId ? { personId: told.personId } : {}) },
  })
  const saved = await store.saveDispatch(ctx, row.id, {
    briefing: await sealBriefing(ctx, row, { ...briefing, children }),
    ...(allSafe ? { childSafeAt: row.childSafeAt ?? at } : {}),
  })
  await show(ctx, saved)
  return moved(saved)
}

/** A1: heard at every console of the county, never muted, answered by somebody else. */
export async function sos(
  ctx: Ctx,
  told: { dispatchId?: DispatchId | undefined; at?: Date | undefined },
): Promise<void> {
  const { staffId, county } = identity.personIn(ctx)
  const [teamId] = await oncall.teamsOf(ctx, staffId)
  const row = told.dispatchId ? await store.lockDispatch(ctx, told.dispatchId) : null
  const about = row ? aboutOf(row) : { county, ...(teamId ? { teamId } : {}) }
  await ctx.happened('dispatch.sosRaised', { ...about, staffId, at: rules.believed(told.at, ctx.now).at })
  await oncall.raiseAlarm(ctx, {
    ...{
      county,
      kind: 'sos' as const,
      subject: staffId,
      priority: 'P0' as const,
      raisedBy: staffId,
      teamId: teamId ?? null,
    },
    ...(row ? { dispatchId: row.id, caseId: row.caseId, caseNumber: row.caseNumber, unit: row.unit } : {}),
  })
  if (row) await show(ctx, await store.saveDispatch(ctx, row.id, { sos: true }))
}
