import type { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { CaseId, ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Clock } from '@veghe/shared/reporting/reporting.contract.ts'
import type { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { type SQL, sql } from 'drizzle-orm'
import { facts } from '../audit/audit.tables.ts'
import { cases } from '../cases/cases.tables.ts'
import { contacts, messages } from '../intake/intake.tables.ts'
import type { Ctx } from '../platform/context.ts'
import { callBacks, entries } from '../queue/queue.tables.ts'

export type Period = { from: Date; to: Date }

export type TimesRow = {
  id: ContactId
  county: CountyCode
  channel: Channel
  queueClass: QueueClass
  caseId: CaseId | null
  caseNumber: string | null
  unit: number | null
  clock: Clock
  replayed: number[]
  version: number
  changedAt: Date
}

type Raw = Omit<TimesRow, 'clock' | 'replayed' | 'changedAt' | 'version'> & {
  version: string
  changed_at: Date
  replayed: number[] | null
} & Record<`t${number}`, Date | null>

/** Nobody reads further down a page; figures are made of all there are. */
const linesShown = 500

/**
 * T0 to T10 of contacts, newest first, each read from facts: T4 is the first dispatch of the contact's case sent after T0, T5 to
 * T9 belong to that dispatch, T10 needs contact and case closed.
 */
export async function timesOf(
  { db }: Ctx,
  which: SQL,
  most: number | null = linesShown,
): Promise<TimesRow[]> {
  const { rows } = await db.execute<Raw>(sql`
    select c.id, c.county, c.channel, coalesce(e.queue_class, 'P?') as "queueClass",
      c.case_id as "caseId", k.number as "caseNumber", c.unit,
      c.received_at as t0, o.t1, o.t2, o.t3, s.at as t4, d.t5, d.t6, d.t7, d.t8, d.t9,
      case when c.case_id is null then o.closed
        when o.closed is not null and k.closed_at is not null then greatest(o.closed, k.closed_at) end as t10,
      d.replayed, (coalesce(o.n, 0) + coalesce(d.n, 0) + coalesce(k.version, 0)) as version,
      greatest(c.changed_at, o.latest, d.latest, k.changed_at) as changed_at
    from ${contacts} c
    left join ${entries} e on e.contact_id = c.id
    left join ${cases} k on k.id = c.case_id
    left join lateral (
      select min(at) filter (where kind = 'queue.answered') as t1,
        min(at) filter (where kind = 'intake.placeConfirmed') as t2,
        min(at) filter (where kind = 'triage.prioritySet') as t3,
        case when c.closed_at is not null then max(at) filter (where kind = 'intake.closed') end as closed,
        count(*) as n, max(recorded_at) as latest
      from ${facts} f where f.contact_id = c.id
    ) o on true
    left join lateral (
      select dispatch_id, at from ${facts} f
      where f.case_id = c.case_id and kind = 'dispatch.sent' and at >= c.received_at order by at limit 1
    ) s on true
    left join lateral (
      select min(at) filter (where kind = 'dispatch.acknowledged') as t5,
        min(at) filter (where kind = 'dispatch.enRoute') as t6,
        min(at) filter (where kind = 'dispatch.onScene') as t7,
        min(at) filter (where kind = 'dispatch.childSeen') as t8,
        min(at) filter (where kind = 'dispatch.childSafe' and (body ->> 'last')::boolean) as t9,
        array_agg(case kind when 'dispatch.enRoute' then 6 when 'dispatch.onScene' then 7
          when 'dispatch.childSeen' then 8 when 'dispatch.childSafe' then 9 end)
          filter (where (body ->> 'replayed')::boolean) as replayed,
        count(*) as n, max(recorded_at) as latest
      from ${facts} f where f.case_id = c.case_id and f.dispatch_id = s.dispatch_id
    ) d on true
    where ${which} order by c.received_at desc limit ${most}`)
  return rows.map(({ version, changed_at, replayed, ...row }) => ({
    ...row,
    version: Number(version),
    changedAt: new Date(changed_at),
    replayed: (replayed ?? []).filter((step) => step !== null),
    clock: clockOf(row),
  }))
}

const instant = (value: Date | string | null | undefined): Date | null => (value ? new Date(value) : null)

const clockOf = (row: Pick<Raw, `t${number}`>): Clock => [
  new Date(row.t0 ?? 0),
  instant(row.t1),
  instant(row.t2),
  instant(row.t3),
  instant(row.t4),
  instant(row.t5),
  instant(row.t6),
  instant(row.t7),
  instant(row.t8),
  instant(row.t9),
  instant(row.t10),
]

export const inPeriod = (counties: readonly CountyCode[], { from, to }: Period): SQL =>
  sql`c.county in ${[...counties]} and c.received_at >= ${from} and c.received_at < ${to}`

export const byContact = (id: ContactId): SQL => sql`c.id = ${id}`
export const byCase = (id: CaseId): SQL => sql`c.case_id = ${id}`

/** Of these calls, those that stand here, and in which county. For the system: no county sees the others'. */
export async function countiesOfCalls({ db }: Ctx, sids: string[]): Promise<Map<string, CountyCode>> {
  const { rows } = await db.execute<{ sid: string; county: CountyCode }>(sql`
    select call_sid as sid, county from ${contacts} where call_sid = any(${sql.param(sids)}::text[])`)
  return new Map(rows.map(({ sid, county }) => [sid, county]))
}

type Sum = { entered_by_hand: string; waiting: string; in_hand: string; answered: string } & {
  recovered: string
  closed: string
  owned: string
}

/**
 * Where everything stands that came in: the calls and texts of these ids, and what was entered by hand in the period.
 * Without ids, what our tables say of the period, from which nothing about losses follows. A text belongs to its
 * contact's line; a responder's answer to a page has none and was read by the ladder.
 */
export async function ledgerSides(
  { db }: Ctx,
  county: CountyCode,
  { from, to, sids }: Period & { sids: string[] | null },
) {
  const asked = (sid: SQL, at: SQL): SQL =>
    sids ? sql`${sid} = any(${sql.param(sids)}::text[])` : sql`${at} >= ${from} and ${at} < ${to}`
  const { rows } = await db.execute<Sum>(sql`
    with came as (
      select c.id, true as by_hand from ${contacts} c where c.county = ${county}
        and c.channel in ('written', 'walk_in', 'paper') and c.entered_at >= ${from} and c.entered_at < ${to}
      union all
      select c.id, false from ${contacts} c
      where c.county = ${county} and c.channel = 'voice' and ${asked(sql`c.call_sid`, sql`c.received_at`)}
      union all
      select m.contact_id, false from ${messages} m
      where m.county = ${county} and m.direction = 'in' and ${asked(sql`m.provider_sid`, sql`m.at`)}
    ), stands as (
      select came.by_hand, case
        when came.id is null then 'answered'
        when e.state = 'waiting' then 'waiting'
        when e.state = 'held' then 'in_hand'
        when b.state = 'recovered' then 'recovered'
        when b.state = 'open' then 'owned'
        when b.state = 'closed' then 'closed'
        when e.ending in ('disposed', 'joined') then 'closed'
        when e.state = 'ended' and e.answered_at is not null then 'answered'
      end as side
      from came left join ${entries} e on e.contact_id = came.id
      left join lateral (
        select state from ${callBacks} b where b.contact_id = came.id order by b.due_at desc limit 1
      ) b on true
    )
    select count(*) filter (where by_hand) as entered_by_hand,
      count(*) filter (where side = 'waiting') as waiting, count(*) filter (where side = 'in_hand') as in_hand,
      count(*) filter (where side = 'answered') as answered, count(*) filter (where side = 'recovered') as recovered,
      count(*) filter (where side = 'closed') as closed, count(*) filter (where side = 'owned') as owned
    from stands`)
  const [sum] = rows
  const of = (value: string | undefined): number => Number(value ?? 0)
  return {
    enteredByHand: of(sum?.entered_by_hand),
    waiting: of(sum?.waiting),
    inHand: of(sum?.in_hand),
    answered: of(sum?.answered),
    recovered: of(sum?.recovered),
    closedWithReason: of(sum?.closed),
    openWithOwner: of(sum?.owned),
  }
}
