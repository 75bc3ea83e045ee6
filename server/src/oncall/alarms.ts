import {
  type AlarmId,
  type CaseId,
  type ContactId,
  type CountyCode,
  type DispatchId,
  newId,
  type StaffId,
  type TeamId,
} from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { AlarmKind } from '@veghe/shared/oncall/oncall.codes.ts'
import type { Alarm } from '@veghe/shared/oncall/oncall.contract.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { unitName } from '../directory/directory.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { inTurn } from '../platform/db/in-turn.ts'
import * as store from './alarms.store.ts'
import { teamName } from './teams.ts'

/** `subject` says what it is about, so that the same trouble noticed twice is one alarm. */
export type Trouble = {
  county: CountyCode
  kind: AlarmKind
  subject: string
  priority?: Priority | null
  contactId?: ContactId
  caseId?: CaseId
  caseNumber?: string
  dispatchId?: DispatchId
  teamId?: TeamId | null
  unit?: number | null
  raisedBy?: StaffId
}

/** False when the same trouble already has an open alarm. */
export async function raise(ctx: Ctx, trouble: Trouble): Promise<boolean> {
  const row = await store.addAlarm(ctx, {
    ...trouble,
    id: newId<AlarmId>(ctx.now),
    state: 'raised',
    raisedAt: ctx.now,
    changedAt: ctx.now,
  })
  if (!row) return false
  await ctx.happened('oncall.alarmRaised', { ...aboutOf(row), body: { kind: row.kind, alarmId: row.id } })
  await show(ctx, row)
  return true
}

/** „Mă ocup eu”. Nobody may silence their own call for help. */
export async function acknowledgeAlarm(ctx: Ctx, alarmId: AlarmId): Promise<Alarm> {
  const { staffId } = identity.personIn(ctx)
  const row = await store.lockAlarm(ctx, alarmId)
  if (row.state === 'ended') throw new Refusal('alarm_ended')
  if (row.raisedBy === staffId) throw new Refusal('own_alarm')
  if (row.state === 'acknowledged') return entryOf(ctx, row)
  const done = await store.saveAlarm(ctx, alarmId, { state: 'acknowledged', acknowledgedBy: staffId })
  await ctx.happened('oncall.alarmAcknowledged', {
    ...aboutOf(row),
    staffId,
    body: { kind: row.kind, alarmId },
  })
  return show(ctx, done)
}

export async function endAlarm(ctx: Ctx, alarmId: AlarmId, version: number): Promise<Alarm> {
  const { staffId } = identity.personIn(ctx)
  const row = await store.lockAlarm(ctx, alarmId)
  if (row.state === 'ended') throw new Refusal('alarm_ended')
  if (row.version !== version) throw new Refusal('changed_meanwhile')
  if (row.raisedBy === staffId) throw new Refusal('own_alarm')
  return end(ctx, row)
}

/** The trouble itself is over: somebody took the contact, a team said yes, the worker is back. */
export async function endAlarms(
  ctx: Ctx,
  about: { county: CountyCode; kind: AlarmKind; subject: string },
): Promise<void> {
  for (const row of await store.openAlarms(ctx, about)) await end(ctx, row)
}

async function end(ctx: Ctx, row: store.AlarmRow): Promise<Alarm> {
  const done = await store.saveAlarm(ctx, row.id, { state: 'ended' })
  await ctx.happened('oncall.alarmEnded', { ...aboutOf(row), body: { kind: row.kind, alarmId: row.id } })
  return show(ctx, done)
}

const aboutOf = ({ county, contactId, caseId, dispatchId, teamId }: store.AlarmRow) => ({
  county,
  ...(contactId ? { contactId } : {}),
  ...(caseId ? { caseId } : {}),
  ...(dispatchId ? { dispatchId } : {}),
  ...(teamId ? { teamId } : {}),
})

async function show(ctx: Ctx, row: store.AlarmRow): Promise<Alarm> {
  const entry = await entryOf(ctx, row)
  ctx.tell('alarm.changed', entry, { county: row.county })
  return entry
}

export async function entryOf(ctx: Ctx, row: store.AlarmRow): Promise<Alarm> {
  const {
    id,
    version,
    kind,
    priority,
    state,
    raisedAt,
    contactId,
    caseId,
    caseNumber,
    dispatchId,
    changedAt,
  } = row
  return {
    ...{ id, version, kind, priority, state, raisedAt, contactId, caseId, caseNumber, dispatchId, changedAt },
    place: unitName(row.unit),
    teamName: row.teamId ? await teamName(ctx, row.teamId) : null,
    acknowledgedBy: row.acknowledgedBy ? await identity.nameOf(ctx, row.acknowledgedBy) : null,
  }
}

export async function board(ctx: Ctx): Promise<Alarm[]> {
  const rows = await store.alarmRows(ctx, identity.countyOf(ctx))
  return inTurn(rows, (row) => entryOf(ctx, row))
}
