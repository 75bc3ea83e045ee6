import { ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { after, minutes } from '@veghe/shared/kernel/time.ts'
import { isCallOver } from '@veghe/shared/telephony/telephony.rules.ts'
import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'
import type { ListedRecording } from './client.recordings.ts'
import { carrierOf } from './reach.ts'
import { keepVoiceMessage } from './voice-messages.ts'

type Found = { left: ListedRecording[]; isAll: boolean }

/**
 * A call that came while nothing of ours answered may have left a message with the document that the carrier keeps, which
 * tells nobody of it. Asked for until the call is over and all that was said in it is known.
 */
export const lookForMessages = defineJob({
  name: 'telephony.lookForVoiceMessages',
  payload: z.object({ county: CountyCode, contactId: ContactId, callSid: z.string() }),
  attempts: 20,
  before: async (world, { callSid }): Promise<Found> => {
    const carrier = carrierOf(world)
    const { status } = await carrier.call(callSid)
    const left = (await carrier.recordingsOf(callSid)).filter(({ kind }) => kind === 'voice_message')
    return { left, isAll: isCallOver(status) && left.every(({ state }) => state === 'completed') }
  },
  run: async (ctx, of, { left, isAll }) => {
    for (const { sid: providerSid, seconds, state } of left)
      if (state === 'completed') await keepVoiceMessage(ctx, { ...of, providerSid, seconds: seconds ?? 0 })
    const runAt = after(ctx.now, minutes(1))
    if (!isAll) lookForMessages.later(ctx, { key: `${of.callSid}.${runAt.getTime()}`, runAt, payload: of })
  },
})
