import { type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './carrier-recordings.store.ts'

/* What a caller says after the tone, where no human could be reached. */

type Left = {
  county: CountyCode
  contactId: ContactId
  callSid: string
  providerSid: string
  /** 0: nothing was said. */
  seconds: number
}

export type VoiceMessage = { id: string; seconds: number; leftAt: Date }

/**
 * It lies at the carrier, in whatever way we were told, and however often. From here on it is fetched, sealed, and deleted
 * there as recordings are; an empty one only deleted. Null when nothing was said.
 */
export async function keepVoiceMessage(ctx: Ctx, left: Left): Promise<VoiceMessage | null> {
  const { county, contactId, callSid, providerSid, seconds } = left
  const id = newId<string>(ctx.now)
  const isEmpty = seconds === 0
  const isNew = await store.insertWish(ctx, {
    ...{ id, county, contactId, callSid, providerSid, seconds },
    ...{ kind: 'voice_message', reported: 'completed' },
    ...{ askedAt: ctx.now, keptAt: isEmpty ? ctx.now : null, dueAt: ctx.now, changedAt: ctx.now },
  })
  if (isNew && !isEmpty)
    await ctx.happened('telephony.voiceMessageLeft', { county, contactId, body: { recording: id, seconds } })
  const [known] = await store.voiceMessagesIn(ctx, { providerSid })
  return known?.seconds ? shown(known) : null
}

export async function voiceMessagesOf(ctx: Ctx, contactId: ContactId): Promise<VoiceMessage[]> {
  const rows = await store.voiceMessagesIn(ctx, { contactId })
  return rows.filter(({ seconds }) => seconds).map(shown)
}

const shown = ({ id, seconds, askedAt, changedAt }: store.CarrierRow): VoiceMessage => ({
  id,
  seconds: seconds ?? 0,
  leftAt: askedAt ?? changedAt,
})
