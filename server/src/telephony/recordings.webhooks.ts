import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import { recordingReported } from './carrier-recordings.ts'
import { readRecording } from './events.read.ts'
import { type CarrierRoute, carrierRouter } from './telephony.webhooks.ts'
import { keepVoiceMessage } from './voice-messages.ts'

/** After this the carrier is told that we are busy; what it does not tell again is asked for. */
const limitMs = 800

const recording: CarrierRoute = async (world, { form, county, contactId }) => {
  const report = readRecording(form)
  if (!report) return null
  await world.transact(
    { kind: 'carrier', county },
    async (ctx) => {
      if (report.of === 'call') await recordingReported(ctx, report)
      else if (contactId && report.status === 'completed')
        await keepVoiceMessage(ctx, { ...report, county, contactId })
    },
    { limitMs },
  )
  return null
}

export const recordingWebhooks = (world: World): Router =>
  carrierRouter(world, { '/twilio/recording': recording })
