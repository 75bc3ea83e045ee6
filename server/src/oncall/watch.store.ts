import type { CountyCode, DispatchId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import { and, eq, gt, lt, lte, ne } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { alarms, ladders, pages, shifts } from './oncall.tables.ts'

/** How long a page may stay unsent after its time before somebody is told. */
const lateAfterMs = seconds(10)

export type LateStep = { county: CountyCode; dispatchId: DispatchId }

/** Running ladders with a page that should have gone out, or a round that should be over. */
export async function lateSteps({ db, now }: Ctx): Promise<LateStep[]> {
  const limit = after(now, -lateAfterMs)
  const running = eq(ladders.state, 'running')
  const unsent = await db
    .selectDistinct({ county: ladders.county, dispatchId: ladders.dispatchId })
    .from(ladders)
    .innerJoin(pages, eq(pages.dispatchId, ladders.dispatchId))
    .where(and(running, eq(pages.state, 'planned'), lt(pages.dueAt, limit)))
  const stuck = await db
    .select({ county: ladders.county, dispatchId: ladders.dispatchId })
    .from(ladders)
    .where(and(running, lt(ladders.nextAt, limit)))
  const byId = new Map([...unsent, ...stuck].map((step) => [step.dispatchId, step]))
  return [...byId.values()]
}

/** Counties in which somebody is on duty: who is told when a program falls silent. */
export async function countiesOnDuty({ db, now }: Ctx): Promise<CountyCode[]> {
  const rows = await db
    .selectDistinct({ county: shifts.county })
    .from(shifts)
    .where(and(lte(shifts.startsAt, now), gt(shifts.endsAt, now)))
  return rows.map(({ county }) => county)
}

export const openOfKind = ({ db }: Ctx, kind: 'page_late' | 'worker_silent' | 'relay_silent') =>
  db
    .select({ county: alarms.county, subject: alarms.subject })
    .from(alarms)
    .where(and(eq(alarms.kind, kind), ne(alarms.state, 'ended')))
