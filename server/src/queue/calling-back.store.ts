import type { CallBackId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Ctx } from '../platform/context.ts'
import { brokenUnique } from '../platform/db/failure.ts'
import { callBackCalls as t } from './calling-back.tables.ts'

export type CallBackCall = typeof t.$inferSelect
export type CallBackCallChange = Partial<
  Pick<CallBackCall, 'state' | 'result' | 'callSid' | 'deskCallSid' | 'answeredAt' | 'endedAt'>
>

const isOpen = sql`${t.state} <> 'ended'`

/** Two desks at once, or one desk twice: the index lets only one of them dial. */
export async function addCall({ db }: Ctx, row: typeof t.$inferInsert): Promise<CallBackCall> {
  try {
    const [added] = await db.insert(t).values(row).returning()
    if (added) return added
  } catch (error) {
    const broken = brokenUnique(error)
    if (broken === 'call_back_calls_one_open') throw new Refusal('call_back_running')
    if (broken === 'call_back_calls_one_a_desk') throw new Refusal('operator_has_contact')
    throw error
  }
  throw new Refusal('bug', { reason: 'call_back_call_not_stored' })
}

/** The one that is not over, of a call-back or a contact. */
export async function openCall(
  { db }: Ctx,
  of: { callBackId: CallBackId } | { contactId: ContactId },
): Promise<CallBackCall | null> {
  const whose = 'callBackId' in of ? eq(t.callBackId, of.callBackId) : eq(t.contactId, of.contactId)
  const [row] = await db.select().from(t).where(and(whose, isOpen))
  return row ?? null
}

export async function callOfIntent({ db }: Ctx, intentId: string): Promise<CallBackCall | null> {
  const [row] = await db.select().from(t).where(eq(t.intentId, intentId))
  return row ?? null
}

export async function lockCall({ db }: Ctx, id: string): Promise<CallBackCall> {
  const [row] = await db.select().from(t).where(eq(t.id, id)).for('update')
  if (!row) throw new Refusal('not_found')
  return row
}

export async function saveCall(
  { db, now }: Ctx,
  { id }: CallBackCall,
  change: CallBackCallChange,
): Promise<CallBackCall> {
  const ended = change.state === 'ended' ? { endedAt: now } : {}
  const [row] = await db
    .update(t)
    .set({ ...change, ...ended, changedAt: now })
    .where(eq(t.id, id))
    .returning()
  if (!row) throw new Refusal('not_found')
  return row
}

/** The newest of each of these call-backs. */
export async function newestCalls(
  { db }: Ctx,
  ids: readonly CallBackId[],
): Promise<Map<CallBackId, CallBackCall>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([t.callBackId])
    .from(t)
    .where(inArray(t.callBackId, [...ids]))
    .orderBy(t.callBackId, desc(t.startedAt), desc(t.id))
  return new Map(rows.map((row) => [row.callBackId, row]))
}

/** Whoever calls somebody back has no ear for another. */
export async function isCallingBack({ db }: Ctx, staffId: StaffId): Promise<boolean> {
  const unsettled = and(eq(t.staffId, staffId), isOpen, isNull(t.result))
  return (await db.select({ id: t.id }).from(t).where(unsettled)).length > 0
}

/** A call-back of theirs, of which nobody knows yet whether it reaches anybody. */
export const isCalledBy = ({ staffId, result }: CallBackCall, who: StaffId): boolean =>
  staffId === who && result === null
