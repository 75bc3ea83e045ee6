import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import { noteEarshot } from '../telephony/carrier-recordings.ts'
import { interview } from '../triage/triage.ts'
import { type Entry, lockEntry } from './entries.store.ts'
import { isOnTelephone } from './telephone.ts'

/** Whether a caller by telephone is where their operator is: neither aside nor with the questions that keys answer. */
export const isInEarshot = async (
  ctx: Ctx,
  { contactId, asideSince }: Pick<Entry, 'contactId' | 'asideSince'>,
): Promise<boolean> => asideSince === null && (await interview.asking(ctx, contactId))?.way !== 'phone'

/** They were to be taken to the questions and are where they were. */
export async function callerStayed(ctx: Ctx, contactId: ContactId): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (isOnTelephone(entry)) await noteEarshot(ctx, entry.callSid, await isInEarshot(ctx, entry))
}
