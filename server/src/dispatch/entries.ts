import type { DispatchEntry, FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import * as rules from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { CaseId, DispatchId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { unitName } from '../directory/directory.ts'
import * as identity from '../identity/identity.ts'
import * as oncall from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { inTurn } from '../platform/db/in-turn.ts'
import { openBriefing } from './briefing.ts'
import * as store from './dispatch.store.ts'

export type Moved = { dispatchId: DispatchId; version: number }
export const moved = (row: store.DispatchRow): Moved => ({ dispatchId: row.id, version: row.version })

export const aboutOf = ({ county, id, caseId, teamId }: store.DispatchRow) => ({
  ...{ county, caseId, dispatchId: id },
  ...(teamId ? { teamId } : {}),
})

/** Tells the desk, and the phones of those it concerns: `also` are those it concerned until now. */
export async function show(ctx: Ctx, row: store.DispatchRow, also: readonly StaffId[] = []): Promise<void> {
  ctx.tell('dispatch.changed', await entryOf(ctx, row), { county: row.county })
  const to = [...(await oncall.membersOf(ctx, row.teamId)), ...also]
  ctx.tell('myDispatch.changed', { id: row.id, version: row.version }, { county: row.county, to })
}

export async function entryOf(ctx: Ctx, row: store.DispatchRow): Promise<DispatchEntry> {
  const { briefing: _briefing, county: _county, unit, cancelReason: _reason, ...shown } = row
  return { ...shown, place: unitName(unit), teamName: await oncall.teamName(ctx, row.teamId) }
}

export async function board(ctx: Ctx): Promise<DispatchEntry[]> {
  const rows = await store.dispatchRows(ctx, identity.countyOf(ctx))
  return inTurn(rows, (row) => entryOf(ctx, row))
}

export async function mine(ctx: Ctx): Promise<FieldDispatch[]> {
  const rows = await store.rowsOfActor(ctx)
  return inTurn(rows, async (row) => {
    const { place, note, children, dangers } = await openBriefing(ctx, row)
    return {
      ...(await entryOf(ctx, row)),
      ...{ note, children, dangers, address: place },
      teamStatus: rules.statusOfStep[row.step],
    }
  })
}

/** For the case's page: every dispatch it ever had. */
export async function ofCase(ctx: Ctx, caseId: CaseId) {
  const rows = await store.ofCase(ctx, caseId)
  return inTurn(rows, async ({ id, teamId, step, sentAt, endedAt }) => ({
    ...{ id, step, sentAt, endedAt },
    teamName: await oncall.teamName(ctx, teamId),
  }))
}
