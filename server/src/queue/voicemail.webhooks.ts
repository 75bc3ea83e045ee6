import type { World } from '../platform/chapter.ts'
import { readDialEnd, readVoiceMessage } from '../telephony/events.read.ts'
import { isNeutral } from '../telephony/lines.ts'
import type { CarrierRequest, CarrierRoute } from '../telephony/telephony.webhooks.ts'
import { beginDocument, emptyDocument, messageKeptDocument, voicemailDocument } from '../telephony/twiml.ts'
import { asCarrier } from './carrier.ts'
import type { Entry } from './entries.store.ts'
import { comesTo, entryOf } from './places.ts'
import { takeMessage } from './voicemail.ts'

/** What a caller hears who can be with nobody just now: the number that names nobody is answered without a name. */
export function speakDocument(
  { config, log }: World,
  { form }: CarrierRequest,
  { contactId, county }: Pick<Entry, 'contactId' | 'county'>,
): string {
  log.warn({ county, contact: contactId }, 'a caller can be with nobody and may leave a message')
  return voicemailDocument({ contactId, county, onNeutralLine: isNeutral(config, form.To ?? '') })
}

/** By our own address alone, so it needs no database. */
const voicemail: CarrierRoute = async (world, request) => {
  const { contactId, county } = request
  return contactId ? speakDocument(world, request, { contactId, county }) : beginDocument()
}

/** Somebody spoke after the tone. Told of again, they hear the same. */
const spoken: CarrierRoute = async (world, request) => {
  const message = readVoiceMessage(request.form)
  return asCarrier(world, request.county, async (ctx) => {
    const found = await entryOf(ctx, request)
    if (!found) return emptyDocument()
    const { entry, isKept } = await takeMessage(ctx, found, message)
    return isKept && entry.state !== 'held' ? messageKeptDocument() : comesTo(ctx, world, entry)
  })
}

/**
 * The caller is out of the conference without having been moved. If it could not be had, nobody can be with them; a call of
 * which nothing is known came by the document that the carrier keeps, and begins anew.
 */
const dialled: CarrierRoute = async (world, request) => {
  const { callSid, isFailed, hasHungUp } = readDialEnd(request.form)
  if (hasHungUp) return emptyDocument()
  return asCarrier(world, request.county, async (ctx) => {
    const entry = await entryOf(ctx, request)
    if (!entry) return request.contactId ? emptyDocument() : beginDocument()
    if (entry.callSid !== callSid) return emptyDocument()
    if (isFailed && entry.state === 'held') return speakDocument(world, request, entry)
    return comesTo(ctx, world, entry)
  })
}

export const voicemailRoutes = {
  '/twilio/voicemail': voicemail,
  '/twilio/spoken': spoken,
  '/twilio/dialled': dialled,
} as const
