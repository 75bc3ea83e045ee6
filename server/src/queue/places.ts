import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { noteEarshot, recordCall } from '../telephony/carrier-recordings.ts'
import type { CarrierRequest } from '../telephony/telephony.webhooks.ts'
import { emptyDocument, holdDocument, joinDocument } from '../telephony/twiml.ts'
import { isInEarshot } from './earshot.ts'
import { type Entry, findByCall, findEntry } from './entries.store.ts'
import { isOnTelephone, type TelephoneCall } from './telephone.ts'

/* Where the carrier is to take a caller, as the queue has them. */

/** By the contact that our own address names, else by the carrier's id of the call. */
export const entryOf = (ctx: Ctx, { contactId, form }: CarrierRequest): Promise<Entry | null> =>
  contactId ? findEntry(ctx, contactId) : findByCall(ctx, form.CallSid ?? '')

/** Where a caller goes who is nowhere just now, whatever brought them there. */
export async function comesTo(ctx: Ctx, world: World, entry: Entry | null): Promise<string> {
  if (isOnTelephone(entry) && (await isInEarshot(ctx, entry))) await isWithThem(ctx, world, entry)
  return whereTo(entry)
}

/** They heard of the recording to its end while their operator's line was up already: nobody else would begin it. */
async function isWithThem(ctx: Ctx, world: World, entry: TelephoneCall): Promise<void> {
  if (entry.holderCallSid !== null && entry.recordingNotice === 'told')
    await recordCall(ctx, world.config, { ...entry, isHeard: true })
  else await noteEarshot(ctx, entry.callSid, true)
}

/** With their operator if they have one, else where everybody waits. A contact that is over ends the call. */
function whereTo(entry: Entry | null): string {
  if (!entry || entry.state === 'ended') return emptyDocument()
  return entry.state === 'held' ? joinDocument({ ...entry, label: 'caller' }) : holdDocument(entry)
}
