import type { CancelReason, DispatchStep } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { CaseId, DispatchId, TeamId } from '@veghe/shared/kernel/ids.ts'
import type { Priority } from '@veghe/shared/triage/triage.codes.ts'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { changedAt, county, idOf, instant, rowId, sealed, version } from '../platform/db/columns.ts'

const open = sql`step not in ('ended', 'cancelled')`

/** One team sent for one case. */
export const dispatches = pgTable(
  'dispatches',
  {
    id: rowId<DispatchId>(),
    county: county(),
    version: version(),
    caseId: idOf<CaseId>().notNull(),
    caseNumber: text().notNull(),
    priority: text().$type<Priority>().notNull(),
    unit: integer(),
    teamId: idOf<TeamId>(),
    step: text().$type<DispatchStep>().notNull(),
    /** What the team must know: address, children, dangers, note. */
    briefing: sealed().notNull(),
    receivedAt: instant(),
    sentAt: instant().notNull(),
    acknowledgedAt: instant(),
    enRouteAt: instant(),
    onSceneAt: instant(),
    childSeenAt: instant(),
    childSafeAt: instant(),
    endedAt: instant(),
    called112At: instant(),
    sos: boolean().notNull().default(false),
    cancelReason: text().$type<CancelReason>(),
    changedAt: changedAt(),
  },
  (t) => [
    uniqueIndex('dispatches_one_open_per_team').on(t.teamId).where(sql`${open} and team_id is not null`),
    index('dispatches_of_case').on(t.caseId),
    index('dispatches_open').on(t.county, t.sentAt).where(open),
    index('dispatches_by_change').on(t.county, t.changedAt),
    check(
      'dispatches_step',
      sql`step in ('sent', 'acknowledged', 'en_route', 'on_scene', 'with_child', 'transport', 'returning', 'ended', 'cancelled', 'moved_on')`,
    ),
    check('dispatches_have_a_team_once_acknowledged', sql`acknowledged_at is null or team_id is not null`),
    check('dispatches_ended', sql`(step in ('ended', 'cancelled')) = (ended_at is not null)`),
  ],
)
