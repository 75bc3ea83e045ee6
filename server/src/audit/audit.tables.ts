import type { FactBody, FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { CaseId, ContactId, DispatchId, StaffId, TeamId } from '@veghe/shared/kernel/ids.ts'
import { sql } from 'drizzle-orm'
import { bigint, customType, index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, county, idOf, instant, rowId } from '../platform/db/columns.ts'

/** The transaction that wrote the row. The sealer takes only those no open transaction can still precede. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

/** What happened, stored once and never changed. Ids, codes, numbers and times only. */
export const facts = pgTable(
  'facts',
  {
    id: rowId<string>(),
    county: county(),
    kind: text().$type<FactKind>().notNull(),
    contactId: idOf<ContactId>(),
    caseId: idOf<CaseId>(),
    dispatchId: idOf<DispatchId>(),
    teamId: idOf<TeamId>(),
    /** The member of staff whom it is about, which need not be the one who did it. */
    staffId: idOf<StaffId>(),
    actorKind: text().$type<'person' | 'key' | 'carrier' | 'system'>().notNull(),
    actorId: idOf<string>(),
    at: instant().notNull(),
    recordedAt: instant().notNull(),
    body: jsonb().$type<FactBody>().notNull(),
    tx: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    index('facts_by_contact').on(t.contactId, t.at).where(sql`contact_id is not null`),
    index('facts_by_case').on(t.caseId, t.at).where(sql`case_id is not null`),
    index('facts_by_kind').on(t.county, t.kind, t.at),
    index('facts_in_order').on(t.tx, t.id),
  ],
)

/** The chain of each county: every seal covers its fact and the seal before. */
export const seals = pgTable(
  'seals',
  {
    county: county(),
    seq: bigint({ mode: 'number' }).notNull(),
    factId: idOf<string>()
      .notNull()
      .references(() => facts.id),
    tx: xid8().notNull(),
    hash: bytes().notNull(),
    sealedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.county, t.seq] }),
    unique('seals_once').on(t.factId),
    index('seals_in_order').on(t.tx, t.factId),
  ],
)
