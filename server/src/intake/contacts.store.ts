import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { hasHeld } from '../audit/audit.ts'
import type { Ctx } from '../platform/context.ts'
import { calls, contacts as t } from './intake.tables.ts'

export type Contact = typeof t.$inferSelect
export type NewContact = typeof t.$inferInsert
export type ContactChange = Partial<Omit<Contact, 'id' | 'county' | 'version' | 'changedAt'>>

type OriginColumn = 'networkNumber' | 'attestation' | 'location' | 'onNeutralLine'

/** A call as it arrives: the contact and the carrier's own words about it. */
export type ArrivedCall = {
  contact: Pick<Contact, 'id' | 'county' | 'receivedAt' | 'digits' | 'numberWithheld' | OriginColumn> & {
    callSid: string
    number: Buffer | null
    numberHash: Buffer | null
  }
  form: Buffer | null
}

/**
 * The first of the carrier's requests about a call makes its contact, whichever it is; every other finds it. One
 * statement, because a caller is waiting. Two at once wait for each other on the index.
 */
export async function insertCall(
  { db, now }: Ctx,
  { contact: c, form }: ArrivedCall,
): Promise<{ id: ContactId; isNew: boolean }> {
  const { rows } = await db.execute<{ id: ContactId; is_new: boolean }>(sql`
    with made as (
      insert into contacts (id, county, channel, received_at, call_sid, call_state, number, number_hash, digits,
        number_withheld, network_number, attestation, location, on_neutral_line, changed_at)
      values (${c.id}, ${c.county}, 'voice', ${c.receivedAt}, ${c.callSid}, 'ringing', ${c.number}, ${c.numberHash},
        ${c.digits}, ${c.numberWithheld}, ${c.networkNumber}, ${c.attestation}, ${c.location}, ${c.onNeutralLine},
        ${now})
      on conflict (call_sid) where call_sid is not null do update set call_sid = excluded.call_sid
      returning id, (xmax = 0) as is_new
    ), kept as (
      insert into calls (key, county, call_sid, status, recorded_at, form)
      select ${`${c.callSid}|arrived|`}, ${c.county}, ${c.callSid}, 'arrived', ${now}, ${form} from made
      where ${form}::bytea is not null
      on conflict (key) do nothing
    )
    select id, is_new from made`)
  const [row] = rows
  if (!row) throw new Refusal('bug', { reason: 'contact_not_stored' })
  return { id: row.id, isNew: row.is_new }
}

/** False for a report that was already heard. */
export async function insertReport({ db }: Ctx, report: typeof calls.$inferInsert): Promise<boolean> {
  const rows = await db.insert(calls).values(report).onConflictDoNothing().returning({ key: calls.key })
  return rows.length > 0
}

export async function insertContact({ db }: Ctx, contact: NewContact): Promise<Contact> {
  const [row] = await db.insert(t).values(contact).returning()
  if (!row) throw new Refusal('bug', { reason: 'contact_not_stored' })
  return row
}

export async function lockCall({ db }: Ctx, callSid: string): Promise<Contact | null> {
  const [row] = await db.select().from(t).where(eq(t.callSid, callSid)).for('update')
  return row ?? null
}

/** The county in which a call stands already, however it was told of. */
export async function standingCounty({ db }: Ctx, callSid: string): Promise<CountyCode | null> {
  const [row] = await db.select({ county: t.county }).from(t).where(eq(t.callSid, callSid))
  return row?.county ?? null
}

/** For work of the network or the system, and after `lockHeld` has been passed. */
export async function lockContact({ db }: Ctx, id: ContactId): Promise<Contact> {
  const [row] = await db.select().from(t).where(eq(t.id, id)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

/** Locked, for somebody whose right may be only to what they hold or have held today. */
export async function lockHeld(ctx: Ctx, id: ContactId): Promise<Contact> {
  await refuseUnlessHeld(ctx, id)
  return lockContact(ctx, id)
}

export async function readHeld(ctx: Ctx, id: ContactId): Promise<Contact> {
  await refuseUnlessHeld(ctx, id)
  return readContact(ctx, id)
}

/** For whoever has a right to it that is not that of having held it. */
export async function readContact({ db }: Ctx, id: ContactId): Promise<Contact> {
  const [row] = await db.select().from(t).where(eq(t.id, id))
  if (!row) throw new Refusal('not_found')
  return row
}

async function refuseUnlessHeld(ctx: Ctx, id: ContactId): Promise<void> {
  if (ctx.right === 'own' && !(await hasHeld(ctx, id))) throw new Refusal('not_found')
}

/** Every change a screen shows passes here: the version rises. */
export async function saveContact(
  { db, now }: Ctx,
  before: Contact,
  change: ContactChange,
): Promise<Contact> {
  const [row] = await db
    .update(t)
    .set({ ...change, version: before.version + 1, changedAt: now })
    .where(eq(t.id, before.id))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

/** The version alone, for the push that only says „ask again”. */
export async function versionOf({ db }: Ctx, id: ContactId): Promise<number | null> {
  const [row] = await db.select({ version: t.version }).from(t).where(eq(t.id, id))
  return row?.version ?? null
}

const earlierShown = 20

/** Other contacts of the same number, newest first. Without a number there is nothing to match by. */
export async function earlierOf({ db }: Ctx, contact: Contact) {
  if (!contact.numberHash) return []
  return db
    .select({
      id: t.id,
      channel: t.channel,
      receivedAt: t.receivedAt,
      priority: t.priority,
      outcome: t.outcome,
      caseId: t.caseId,
    })
    .from(t)
    .where(and(eq(t.numberHash, contact.numberHash), ne(t.id, contact.id)))
    .orderBy(desc(t.receivedAt))
    .limit(earlierShown)
}

type KnownCall = { county: CountyCode; ended: boolean }

/** Of these calls, those that are recorded, where, and whether as ended. */
export async function knownCalls({ db }: Ctx, sids: string[]): Promise<Map<string, KnownCall>> {
  if (sids.length === 0) return new Map()
  const found = await db
    .select({ sid: t.callSid, county: t.county, state: t.callState })
    .from(t)
    .where(inArray(t.callSid, sids))
  return new Map(found.map(({ sid, county, state }) => [sid ?? '', { county, ended: state === 'ended' }]))
}

/** The newest contact of this number that is still open, locked. */
export async function lockOpenOf({ db }: Ctx, numberHash: Buffer): Promise<Contact | null> {
  const [row] = await db
    .select()
    .from(t)
    .where(and(eq(t.numberHash, numberHash), isNull(t.closedAt)))
    .orderBy(desc(t.receivedAt))
    .limit(1)
    .for('update')
  return row ?? null
}
