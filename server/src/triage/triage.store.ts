import type { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { assessments, proposals, protocols, secondLooks } from './triage.tables.ts'

export type AssessmentRow = typeof assessments.$inferSelect
export type ProposalRow = typeof proposals.$inferSelect
export type SecondLookRow = typeof secondLooks.$inferSelect
export type ProtocolRow = typeof protocols.$inferSelect

/** Entries that ended stay on a board's snapshot for so long, so that a late push revives none. */
const endedShownMs = minutes(10)

/** The version and its digest alone: the text itself is long and usually known already. */
export async function findVersion({ db }: Ctx, version: number | null) {
  const wanted = version === null ? eq(protocols.status, 'in_force') : eq(protocols.version, version)
  const columns = { version: protocols.version, digest: protocols.digest }
  const [row] = await db.select(columns).from(protocols).where(wanted)
  return row ?? null
}

export async function readProtocol({ db }: Ctx, version: number): Promise<ProtocolRow> {
  const [row] = await db.select().from(protocols).where(eq(protocols.version, version))
  if (!row) throw new Refusal('protocol_unknown', { version })
  return row
}

/** Any number that no other lock of the database takes. Several processes start at once, and one lands the text. */
const landingLock = 119_002

export const lockLanding = async ({ db }: Ctx): Promise<void> => {
  await db.execute(sql`select pg_advisory_xact_lock(${landingLock})`)
}

/** The new version takes over; contacts under way keep theirs. */
export async function addProtocol({ db }: Ctx, row: Omit<ProtocolRow, 'status'>): Promise<void> {
  await db.update(protocols).set({ status: 'retired' }).where(eq(protocols.status, 'in_force'))
  await db.insert(protocols).values({ ...row, status: 'in_force' })
}

type Begun = Pick<AssessmentRow, 'id' | 'county' | 'contactId' | 'channel' | 'digits' | 'unit'>

/** In the path of every arrival, so the version in force is taken by the same statement. */
export async function insertAssessment({ db, now }: Ctx, row: Begun): Promise<void> {
  const inForce = db
    .select({ version: protocols.version })
    .from(protocols)
    .where(eq(protocols.status, 'in_force'))
  await db
    .insert(assessments)
    .values({
      ...row,
      protocolVersion: sql`(${inForce})`,
      answers: {},
      inForce: 'P?',
      weighed: [],
      changedAt: now,
    })
    .onConflictDoNothing({ target: assessments.contactId })
}

export async function findAssessment({ db }: Ctx, contactId: ContactId): Promise<AssessmentRow | null> {
  const [row] = await db.select().from(assessments).where(eq(assessments.contactId, contactId))
  return row ?? null
}

export async function findAssessmentById(
  { db }: Ctx,
  id: AssessmentRow['id'],
): Promise<AssessmentRow | null> {
  const [row] = await db.select().from(assessments).where(eq(assessments.id, id))
  return row ?? null
}

/** Everything triage does to a contact goes through this lock, so two people never decide at once. */
export async function lockAssessment({ db }: Ctx, contactId: ContactId): Promise<AssessmentRow> {
  const [row] = await db.select().from(assessments).where(eq(assessments.contactId, contactId)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveAssessment({ db }: Ctx, { id, ...row }: AssessmentRow): Promise<void> {
  await db.update(assessments).set(row).where(eq(assessments.id, id))
}

export async function findProposal({ db }: Ctx, contactId: ContactId): Promise<ProposalRow | null> {
  const [row] = await db.select().from(proposals).where(eq(proposals.contactId, contactId))
  return row ?? null
}

export async function saveProposal({ db }: Ctx, row: ProposalRow): Promise<void> {
  await db.insert(proposals).values(row).onConflictDoUpdate({ target: proposals.contactId, set: row })
}

export async function findSecondLook({ db }: Ctx, contactId: ContactId): Promise<SecondLookRow | null> {
  const [row] = await db.select().from(secondLooks).where(eq(secondLooks.contactId, contactId))
  return row ?? null
}

export async function saveSecondLook({ db }: Ctx, row: SecondLookRow): Promise<void> {
  await db.insert(secondLooks).values(row).onConflictDoUpdate({ target: secondLooks.contactId, set: row })
}

/** The county of the reader bounds both boards by row-level security; `county` narrows what the system reads. */
const shown = (ctx: Ctx, table: typeof proposals | typeof secondLooks, county?: CountyCode) =>
  and(
    or(eq(table.state, 'open'), gt(table.changedAt, after(ctx.now, -endedShownMs))),
    county && eq(table.county, county),
  )

export const shownProposals = (ctx: Ctx, county?: CountyCode) =>
  ctx.db
    .select({ proposal: proposals, assessment: assessments })
    .from(proposals)
    .innerJoin(assessments, eq(assessments.contactId, proposals.contactId))
    .where(shown(ctx, proposals, county))
    .orderBy(asc(proposals.proposedAt))

export const shownSecondLooks = (ctx: Ctx, county?: CountyCode) =>
  ctx.db
    .select({ look: secondLooks, assessment: assessments })
    .from(secondLooks)
    .innerJoin(assessments, eq(assessments.contactId, secondLooks.contactId))
    .where(shown(ctx, secondLooks, county))
    .orderBy(asc(secondLooks.dueAt))
