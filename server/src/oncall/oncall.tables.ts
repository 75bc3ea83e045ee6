import type { TeamStatus } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type {
  AlarmId,
  CaseId,
  ContactId,
  DispatchId,
  PageId,
  ShiftId,
  StaffId,
  TeamId,
} from '@veghe/shared/kernel/ids.ts'
import type { AlarmKind, PageChannel, PageState } from '@veghe/shared/oncall/oncall.codes.ts'
import type { LadderTimes } from '@veghe/shared/oncall/oncall.rules.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { bytes, changedAt, county, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

export const teams = pgTable(
  'teams',
  {
    id: rowId<TeamId>(),
    county: county(),
    version: version(),
    name: text().notNull(),
    /** SIRUTA of the unit it starts from. */
    base: integer().notNull(),
    status: text().$type<TeamStatus>().notNull().default('1'),
    since: instant().notNull(),
    dispatchId: idOf<DispatchId>(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('teams_by_name').on(t.county, t.name),
    check('teams_status', sql`status in ('0', '1', '2', '3', '4', '5', '6', '7', '8')`),
  ],
)

/** Who rides with which team. */
export const responders = pgTable(
  'responders',
  {
    teamId: idOf<TeamId>()
      .notNull()
      .references(() => teams.id),
    staffId: idOf<StaffId>().notNull(),
    county: county(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.staffId] }), index('responders_by_staff').on(t.staffId)],
)

export const shifts = pgTable(
  'shifts',
  {
    id: rowId<ShiftId>(),
    county: county(),
    kind: text().$type<'team' | 'duty_officer'>().notNull(),
    teamId: idOf<TeamId>().references(() => teams.id),
    staffId: idOf<StaffId>(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
  },
  (t) => [
    index('shifts_by_time').on(t.county, t.startsAt, t.endsAt),
    uniqueIndex('shifts_once').on(t.county, t.startsAt, sql`coalesce(team_id, staff_id)`),
    check(
      'shifts_kind',
      sql`(kind = 'team' and team_id is not null) or (kind = 'duty_officer' and staff_id is not null)`,
    ),
    check('shifts_forward', sql`ends_at > starts_at`),
  ],
)

/** One per dispatch: who is being asked, and what stops it. Frozen times, so a setting changed at night harms nobody. */
export const ladders = pgTable(
  'ladders',
  {
    dispatchId: rowId<DispatchId>(),
    county: county(),
    version: version(),
    caseId: idOf<CaseId>().notNull(),
    caseNumber: text().notNull(),
    priority: text().$type<Priority>().notNull(),
    unit: integer(),
    teamId: idOf<TeamId>().references(() => teams.id),
    state: text().$type<'running' | 'acknowledged' | 'stopped' | 'exhausted'>().notNull(),
    times: jsonb().$type<LadderTimes>().notNull(),
    startedAt: instant().notNull(),
    round: integer().notNull(),
    /** When the present round is over. */
    nextAt: instant(),
    acknowledgedBy: idOf<StaffId>(),
    changedAt: changedAt(),
  },
  (t) => [
    index('ladders_running').on(t.county, t.nextAt).where(sql`state = 'running'`),
    check('ladders_acknowledged', sql`(state = 'acknowledged') = (acknowledged_by is not null)`),
  ],
)

/** One attempt to reach one responder on one channel. */
export const pages = pgTable(
  'pages',
  {
    id: rowId<PageId>(),
    county: county(),
    dispatchId: idOf<DispatchId>()
      .notNull()
      .references(() => ladders.dispatchId),
    round: integer().notNull(),
    /** Null for the duty officer, who goes nowhere. */
    teamId: idOf<TeamId>(),
    staffId: idOf<StaffId>().notNull(),
    channel: text().$type<PageChannel>().notNull(),
    dueAt: instant().notNull(),
    sentAt: instant(),
    state: text().$type<PageState>().notNull(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('pages_once').on(t.dispatchId, t.round, t.staffId, t.channel),
    index('pages_due').on(t.dueAt).where(sql`state = 'planned'`),
  ],
)

/** A phone that agreed to be woken by push. Its address identifies it, so it is sealed. */
export const devices = pgTable(
  'devices',
  {
    endpointHash: bytes().primaryKey(),
    county: county(),
    staffId: idOf<StaffId>().notNull(),
    subscription: sealed().notNull(),
    addedAt: instant().notNull(),
  },
  (t) => [index('devices_of_staff').on(t.staffId)],
)

export const alarms = pgTable(
  'alarms',
  {
    id: rowId<AlarmId>(),
    county: county(),
    version: version(),
    kind: text().$type<AlarmKind>().notNull(),
    priority: text().$type<Priority>(),
    state: text().$type<'raised' | 'acknowledged' | 'ended'>().notNull(),
    /** What it is about, as one text: the same trouble is one alarm, however often it is noticed. */
    subject: text().notNull(),
    contactId: idOf<ContactId>(),
    caseId: idOf<CaseId>(),
    dispatchId: idOf<DispatchId>(),
    teamId: idOf<TeamId>(),
    caseNumber: text(),
    unit: integer(),
    raisedBy: idOf<StaffId>(),
    raisedAt: instant().notNull(),
    acknowledgedBy: idOf<StaffId>(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('alarms_open_once').on(t.county, t.kind, t.subject).where(sql`state <> 'ended'`),
    index('alarms_by_time').on(t.county, t.changedAt),
  ],
)
