import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { readKey } from '../telephony/events.read.ts'
import { type CarrierRoute, carrierRouter } from '../telephony/telephony.webhooks.ts'
import { backDocument, emptyDocument, type OfContact, questionDocument } from '../telephony/twiml.ts'
import * as interview from './interview.ts'

/** After this the carrier is told that we are busy, and asks again or takes its fallback. */
const limitMs = 800

/** A key, or the silence in its place, and what the caller hears next. */
const questions: CarrierRoute = async (world, { form, county, contactId, turn }) => {
  if (!contactId) return emptyDocument()
  const { keys } = readKey(form)
  const heard = async (ctx: Ctx): Promise<string> => {
    if (keys !== null && turn !== null) await interview.pressed(ctx, { contactId, turn, key: keys })
    return documentOf(ctx, { contactId, county })
  }
  return world.transact({ kind: 'carrier', county }, heard, { limitMs })
}

/** After so many silences in a row we say only that we are here, and leave more room. */
const patience = 3

async function documentOf(ctx: Ctx, of: OfContact): Promise<string> {
  const now = await interview.asking(ctx, of.contactId)
  if (now?.way !== 'phone') {
    const last = await interview.closing(ctx, of.contactId)
    return backDocument({ ...of, language: last?.language ?? 'ro', words: last?.words ?? [] })
  }
  const { turn, language, question, keys, opening, stillHere, isFirst, silences } = now
  const asked = [...(isFirst && silences === 0 ? [opening] : []), question, keys]
  const isQuiet = silences >= patience
  const words = isQuiet ? [stillHere] : asked
  return questionDocument({ ...of, turn, language, words, within: isQuiet ? 20 : 8 })
}

export const triageWebhooks = (world: World): Router =>
  carrierRouter(world, { '/twilio/interview': questions })
