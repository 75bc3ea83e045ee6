import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { isWalledOff } from '../platform/db/failure.ts'
import { failureOf } from '../platform/log.ts'
import { cellsOf } from '../telephony/cells.ts'
import { isFromDesk } from '../telephony/desk.ts'
import { readCall, readCallStatus, readMessage, readMessageStatus } from '../telephony/events.read.ts'
import { isNeutral, isRecorded } from '../telephony/lines.ts'
import { readOrigin } from '../telephony/origin.read.ts'
import { noteReport } from '../telephony/telephony.intents.ts'
import { type CarrierRequest, type CarrierRoute, carrierRouter } from '../telephony/telephony.webhooks.ts'
import { emptyDocument, fallbackDocument, parkDocument } from '../telephony/twiml.ts'
import { receiveMessage } from './arrivals.ts'
import { callReported, receiveCall } from './calls.ts'
import { giveCounty, standingIn } from './origins.ts'

/** After this the carrier is told that we are busy, and tries again or takes its fallback. */
const limitMs = 800

const asCarrier = <T>(world: World, county: CountyCode, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.transact({ kind: 'carrier', county }, work, { limitMs })

/** The caller is told where to wait only once the contact is safe on disk. */
const voice: CarrierRoute = async (world, { form }) => {
  const { trunkAddresses } = world.config
  const call = readCall(form, trunkAddresses)
  const read = readOrigin(form, { trunkAddresses, cells: cellsOf(world.config), now: world.now() })
  const { county, by } = await giveCounty(world, call, read)
  const origin = { ...read, countyBy: by }
  const onNeutralLine = isNeutral(world.config, call.called)
  const kept = { isRecorded: isRecorded(world.config, { onNeutralLine }) }
  const contactId = await asCarrier(world, county, (ctx) =>
    receiveCall(ctx, call, {
      ...{ county, onNeutralLine, form, origin, ...kept },
      ...{ receivedAt: ctx.now, source: 'webhook' },
    }),
  )
  return parkDocument({ contactId, county, onNeutralLine, ...kept })
}

/**
 * Two reports on a new call at the same instant may name two counties: the one that comes second looks again where
 * the call stands by now.
 */
const whereItStands =
  (route: CarrierRoute): CarrierRoute =>
  async (world, request) => {
    try {
      return await route(world, request)
    } catch (error) {
      if (!isWalledOff(error)) throw error
      return route(world, request)
    }
  }

/**
 * The usual document could not be had a moment ago. If the call can be written down now, it goes on as if nothing
 * had been; if not, the caller is kept, and the carrier's list tells of the call later.
 */
const fallback: CarrierRoute = async (world, request) => {
  try {
    return await whereItStands(voice)(world, request)
  } catch (error) {
    world.log.error({ err: failureOf(error), county: request.county }, 'a caller is kept by the fallback')
    return fallbackDocument({ onNeutralLine: isNeutral(world.config, request.form.To ?? '') })
  }
}

const status: CarrierRoute = async (world, { form, county: byLine, intentId }) => {
  if (isFromDesk(form.From ?? '')) return null
  const report = readCallStatus(form)
  // The report of the end no longer says where the call came from.
  const county = (report.direction === 'in' && (await standingIn(world, report.callSid))) || byLine
  const onNeutralLine = isNeutral(world.config, report.called)
  await asCarrier(world, county, async (ctx) => {
    if (report.direction === 'in')
      return callReported(ctx, report, { county, onNeutralLine, form, source: 'webhook' })
    return noteReport(ctx, { intentId, providerSid: report.callSid, status: report.status, errorCode: null })
  })
  return null
}

const message: CarrierRoute = async (world, { form, county }) => {
  const arrived = readMessage(form)
  const onNeutralLine = isNeutral(world.config, arrived.called)
  await asCarrier(world, county, (ctx) =>
    receiveMessage(ctx, arrived, { county, onNeutralLine, receivedAt: ctx.now, source: 'webhook' }),
  )
  return emptyDocument()
}

const messageStatus = async (world: World, { form, county, intentId }: CarrierRequest) => {
  const { messageSid, status, errorCode } = readMessageStatus(form)
  await asCarrier(world, county, (ctx) =>
    noteReport(ctx, { intentId, providerSid: messageSid, status, errorCode }),
  )
  return null
}

export const intakeWebhooks = (world: World): Router =>
  carrierRouter(world, {
    '/twilio/voice': whereItStands(voice),
    '/twilio/fallback': fallback,
    '/twilio/status': whereItStands(status),
    '/twilio/messages': message,
    '/twilio/messages/status': messageStatus,
  })
