import { MessageStatus } from '@veghe/shared/intake/intake.codes.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import {
  CallProgress,
  type CarrierStatus,
  type IntentKind,
  type IntentPurpose,
} from '@veghe/shared/telephony/telephony.codes.ts'
import { furtherCall, furtherMessage } from '@veghe/shared/telephony/telephony.rules.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './telephony.store.ts'

/** What became of something asked of the carrier: told to the chapter whose purpose it was, in the transaction. */
export type IntentNews = {
  intentId: string
  county: CountyCode
  kind: IntentKind
  purpose: IntentPurpose
  subjectId: string | null
  /** `failed` also when the carrier refused it or could not be reached in time. */
  status: CarrierStatus
  errorCode: string | null
  /** The carrier's own id of the text or call it made of it. */
  providerSid: string | null
}
export type IntentListener = (ctx: Ctx, news: IntentNews) => Promise<void>
export type StillAwaited = (ctx: Ctx, intentId: string) => Promise<boolean>

const listeners = new Map<IntentPurpose, Set<IntentListener>>()
const awaited = new Map<IntentPurpose, StillAwaited>()

/** Called once, where a chapter is put together: telephony lies under the chapters and knows none of them. */
export function listenToIntents(purpose: IntentPurpose, listener: IntentListener): void {
  listeners.set(purpose, (listeners.get(purpose) ?? new Set()).add(listener))
}

/** Called once, too. It is asked each time before the carrier is: what nobody awaits any more is not asked for again. */
export function askOnlyWhile(purpose: IntentPurpose, isAwaited: StillAwaited): void {
  awaited.set(purpose, isAwaited)
}

export const isStillAwaited = async (
  ctx: Ctx,
  { id, purpose }: Pick<store.IntentRow, 'id' | 'purpose'>,
): Promise<boolean> => (await awaited.get(purpose)?.(ctx, id)) ?? true

/**
 * How far a text or call of ours has come, as reported or looked up. `intentId` is that of the address we gave:
 * the report may overtake the answer that names the carrier's id.
 */
export type Report = {
  intentId: string | null
  providerSid: string
  status: MessageStatus | CallProgress
  errorCode: string | null
}

/** A report that is late, repeated or about nothing of ours changes nothing. */
export async function noteReport(
  ctx: Ctx,
  { intentId, providerSid, status, errorCode }: Report,
): Promise<void> {
  const row = await store.lockIntent(ctx, intentId ? { id: intentId } : { providerSid })
  if (!row || (row.providerSid !== null && row.providerSid !== providerSid)) return
  const now = further(row, status)
  if (now !== row.status) return settle(ctx, row, { status: now, providerSid, errorCode })
  if (row.providerSid !== null) return
  await store.saveIntent(ctx, row.id, { providerSid })
  // Given up as never placed, and placed after all: whoever wanted it may have to end it.
  if (row.kind === 'call') await tell(ctx, row, { status, providerSid, errorCode })
}

/** A text is never busy, nor a call delivered: such a report is about something else. */
function further(row: store.IntentRow, heard: CarrierStatus): store.IntentStatus {
  const words = row.kind === 'message' ? MessageStatus : CallProgress
  if (!words.safeParse(heard).success) return row.status
  if (row.status === 'planned' || row.status === 'asking') return heard
  return row.kind === 'message'
    ? furtherMessage(MessageStatus.parse(row.status), MessageStatus.parse(heard))
    : furtherCall(CallProgress.parse(row.status), CallProgress.parse(heard))
}

/** Writes the status down and tells whoever wanted it. */
export async function settle(
  ctx: Ctx,
  row: store.IntentRow,
  change: { status: store.IntentStatus; providerSid?: string; errorCode: string | null },
): Promise<void> {
  const { status, errorCode, providerSid = row.providerSid } = change
  await store.saveIntent(ctx, row.id, { status, errorCode, providerSid })
  if (status !== 'planned' && status !== 'asking') await tell(ctx, row, { status, errorCode, providerSid })
}

async function tell(
  ctx: Ctx,
  { id: intentId, county, kind, purpose, subjectId }: store.IntentRow,
  news: Pick<IntentNews, 'status' | 'errorCode' | 'providerSid'>,
): Promise<void> {
  for (const listener of listeners.get(purpose) ?? [])
    await listener(ctx, { intentId, county, kind, purpose, subjectId, ...news })
}
