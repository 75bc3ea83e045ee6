import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { eq } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { interviews as t } from './interview.tables.ts'

export type InterviewRow = typeof t.$inferSelect

export async function findInterview({ db }: Ctx, contactId: ContactId): Promise<InterviewRow | null> {
  const [row] = await db.select().from(t).where(eq(t.contactId, contactId))
  return row ?? null
}

/** After the assessment's lock, which everything about a contact's triage goes through. */
export async function lockInterview({ db }: Ctx, contactId: ContactId): Promise<InterviewRow | null> {
  const [row] = await db.select().from(t).where(eq(t.contactId, contactId)).for('update')
  return row ?? null
}

export async function saveInterview({ db }: Ctx, row: InterviewRow): Promise<void> {
  await db.insert(t).values(row).onConflictDoUpdate({ target: t.contactId, set: row })
}
