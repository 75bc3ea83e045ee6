import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { CarrierEventOf } from '../telephony/events.ts'
import { keepVoiceMessage, voiceMessagesOf } from '../telephony/voice-messages.ts'
import { lockOpen, saveCallBack } from './call-backs.store.ts'
import { addCallBack, show } from './call-backs.ts'
import { type Entry, lockEntry } from './entries.store.ts'
import { callEnded } from './queue.ts'

/**
 * A caller whom nobody could answer has spoken, or hung up after the tone: they are owed a call, and whoever calls hears
 * what they said. One who is in somebody's hands stays there, and one who said nothing and is still there waits on.
 */
export async function takeMessage(
  ctx: Ctx,
  { contactId }: Pick<Entry, 'contactId'>,
  { callSid, providerSid, seconds, hasHungUp }: CarrierEventOf<'voiceMessage'>,
): Promise<{ entry: Entry; isKept: boolean }> {
  const { county, state } = await lockEntry(ctx, contactId)
  const kept = await keepVoiceMessage(ctx, { county, contactId, callSid, providerSid, seconds })
  if (hasHungUp || (kept && state !== 'held')) await callEnded(ctx, { contactId, callSid })
  return { entry: await lockEntry(ctx, contactId), isKept: kept !== null }
}

/** However we learned of it: the call that is owed says that there is something to hear, and one is owed if none was. */
export async function messageLeft(ctx: Ctx, contactId: ContactId): Promise<void> {
  const entry = await lockEntry(ctx, contactId)
  if (entry.state !== 'ended') return
  const row = await lockOpen(ctx, contactId)
  if (!row) return addCallBack(ctx, entry, 'abandoned')
  const newest = (await voiceMessagesOf(ctx, contactId)).at(-1)
  if (!newest || newest.id === row.voiceMessageId) return
  const said = { voiceMessageId: newest.id, voiceMessageSeconds: newest.seconds }
  await show(ctx, await saveCallBack(ctx, row.id, said))
}
