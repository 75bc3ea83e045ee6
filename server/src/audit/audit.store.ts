import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { CaseId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { and, desc, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import type { Actor, Ctx, Fact } from '../platform/context.ts'
import { clientOf } from '../platform/transact.ts'
import { facts } from './audit.tables.ts'

export type StoredFact = Omit<typeof facts.$inferSelect, 'tx'>

/** Constant text and one array a column, so that any number of facts is one prepared statement. */
const insertText = `
  insert into facts (id, county, kind, contact_id, case_id, dispatch_id, team_id, staff_id, at, body,
    actor_kind, actor_id, recorded_at)
  select id, county, kind, contact_id, case_id, dispatch_id, team_id, staff_id, at, body::jsonb, $11, $12, $13
  from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[],
    $9::timestamptz[], $10::text[])
    as t (id, county, kind, contact_id, case_id, dispatch_id, team_id, staff_id, at, body)`

export async function insertFacts(ctx: Ctx, rows: readonly Fact[]): Promise<void> {
  await clientOf(ctx).query({
    name: 'facts.insert',
    text: insertText,
    values: [
      rows.map((fact) => fact.id),
      rows.map((fact) => fact.county),
      rows.map((fact) => fact.kind),
      rows.map((fact) => fact.contactId ?? null),
      rows.map((fact) => fact.caseId ?? null),
      rows.map((fact) => fact.dispatchId ?? null),
      rows.map((fact) => fact.teamId ?? null),
      rows.map((fact) => fact.staffId ?? null),
      rows.map((fact) => fact.at),
      rows.map((fact) => JSON.stringify(fact.body ?? {})),
      ctx.actor.kind,
      actorIdOf(ctx.actor),
      ctx.now,
    ],
  })
}

function actorIdOf(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.staffId
  return actor.kind === 'key' ? actor.keyId : null
}

const { tx: _, ...shown } = getTableColumns(facts)

export async function findFacts(
  { db }: Ctx,
  of: { caseId: CaseId } | { contactId: ContactId },
): Promise<StoredFact[]> {
  const about = 'caseId' in of ? eq(facts.caseId, of.caseId) : eq(facts.contactId, of.contactId)
  return db.select(shown).from(facts).where(about).orderBy(facts.at, facts.tx, facts.id)
}

/** The fact's kind, who did it, and what it is about. */
export type Sought = { kind: FactKind; by: StaffId; caseId?: CaseId; contactId?: ContactId }

export async function findLastRecorded({ db }: Ctx, sought: Sought): Promise<Date | null> {
  const [row] = await db
    .select({ recordedAt: facts.recordedAt })
    .from(facts)
    .where(
      and(
        eq(facts.kind, sought.kind),
        eq(facts.actorId, sought.by),
        sought.caseId && eq(facts.caseId, sought.caseId),
        sought.contactId && eq(facts.contactId, sought.contactId),
      ),
    )
    .orderBy(desc(facts.recordedAt))
    .limit(1)
  return row?.recordedAt ?? null
}

export async function findHeldSince(
  { db }: Ctx,
  held: { contactId: ContactId; staffId: StaffId; since: Date },
): Promise<boolean> {
  const rows = await db
    .select({ id: facts.id })
    .from(facts)
    .where(
      and(
        eq(facts.contactId, held.contactId),
        eq(facts.staffId, held.staffId),
        inArray(facts.kind, ['queue.answered', 'queue.reassigned', 'queue.handedOver']),
        gt(facts.recordedAt, held.since),
      ),
    )
    .limit(1)
  return rows.length > 0
}
