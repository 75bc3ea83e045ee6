import { between, seconds } from '@veghe/shared/kernel/time.ts'
import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import { recordCall } from '../telephony/carrier-recordings.ts'
import { readDeskCall, readLeft, readRoomStep } from '../telephony/events.read.ts'
import { type CarrierRoute, carrierRouter } from '../telephony/telephony.webhooks.ts'
import {
  asideDocument,
  emptyDocument,
  holdDocument,
  joinDocument,
  refusalDocument,
  waitDocument,
} from '../telephony/twiml.ts'
import { connectCaller } from './callers.ts'
import { callerComes } from './calling-back.ts'
import { callBackRoutes } from './calling-back.webhooks.ts'
import { asCarrier } from './carrier.ts'
import { deskComes, deskMoved } from './desks.ts'
import { isInEarshot } from './earshot.ts'
import { findEntry, noteTold } from './entries.store.ts'
import { comesTo, entryOf } from './places.ts'
import { callEnded } from './queue.ts'
import { isOnTelephone } from './telephone.ts'
import { speakDocument, voicemailRoutes } from './voicemail.webhooks.ts'

/** A move to the operator that has not happened in this time was lost on the way. */
const movedWithinMs = seconds(40)

/** What a waiting caller hears, asked again and again; nothing keeps them from hearing it. */
const wait: CarrierRoute = async (world, request) => {
  await asCarrier(world, request.county, async (ctx) => {
    const entry = await entryOf(ctx, request)
    if (request.isTold && entry?.recordingNotice === 'owed') await noteTold(ctx, entry.contactId)
    const isLost = entry?.heldSince && between(entry.heldSince, ctx.now) > movedWithinMs
    if (entry?.state === 'held' && isLost) await connectCaller(ctx, entry)
  }).catch(() => {})
  return waitDocument()
}

/** The caller left the parking place: gone, moved by us, or still there without a place. */
const left: CarrierRoute = async (world, request) => {
  const { result, callSid } = readLeft(request.form)
  if (result === 'moved') return emptyDocument()
  return asCarrier(world, request.county, async (ctx) => {
    const entry = await entryOf(ctx, request)
    if (result === 'not_parked' && entry?.state === 'waiting') return speakDocument(world, request, entry)
    if (result !== 'hung_up') return comesTo(ctx, world, entry)
    if (entry) await callEnded(ctx, { ...entry, callSid })
    return emptyDocument()
  })
}

const join: CarrierRoute = async (world, request) =>
  asCarrier(world, request.county, async (ctx) => comesTo(ctx, world, await entryOf(ctx, request)))

/** Asked for by our own address alone, so it needs no database: whoever was with the caller is not any more. */
const hold: CarrierRoute = async (world, request) => {
  const { contactId, county } = request
  return contactId ? holdDocument({ contactId, county }) : join(world, request)
}

/** What a caller hears who was put aside; it needs no database either. */
const aside: CarrierRoute = async (_world, { contactId, county }) =>
  contactId ? asideDocument({ contactId, county }) : waitDocument()

/** A desk comes into a call. Its name was vouched for by us, and only those who are in it have business there. */
const desk: CarrierRoute = async (world, { form }) => {
  const asked = readDeskCall(form)
  if (!asked) return refusalDocument()
  const { contactId, callSid } = asked
  const { staffId, county } = asked.desk
  return asCarrier(world, county, async (ctx) => {
    const asking = { contactId, staffId, callSid }
    if (await callerComes(ctx, asking))
      return joinDocument({ contactId, county, label: 'operator', isQuiet: true })
    const entry = await findEntry(ctx, contactId)
    const admitted = isOnTelephone(entry) ? await deskComes(ctx, asking) : null
    if (!isOnTelephone(entry) || !admitted) return refusalDocument()
    const { label, asideSince } = admitted
    const isTold = entry.recordingNotice === 'told'
    if (label === 'operator' && isTold) {
      const isHeard = await isInEarshot(ctx, { contactId, asideSince })
      await recordCall(ctx, world.config, { ...entry, isHeard })
    }
    return joinDocument({ ...entry, label })
  })
}

/** In the conference: the caller hung up (moved by us, they are still there), or a desk came or went. */
const conf: CarrierRoute = async (world, request) => {
  const room = readRoomStep(request.form)
  const isMoved = request.form.ReasonParticipantLeft === 'participant_updated_via_api'
  const hasLeft = room.step === 'participant-leave'
  await asCarrier(world, request.county, async (ctx) => {
    const entry = await entryOf(ctx, request)
    if (room.label !== 'caller') await deskMoved(ctx, entry, { ...room, hasLeft })
    else if (entry && hasLeft && !isMoved) await callEnded(ctx, { ...entry, callSid: room.callSid })
  })
  return null
}

export const queueWebhooks = (world: World): Router =>
  carrierRouter(world, {
    '/twilio/wait': wait,
    '/twilio/left': left,
    '/twilio/join': join,
    '/twilio/hold': hold,
    '/twilio/aside': aside,
    '/twilio/client': desk,
    '/twilio/conf': conf,
    ...callBackRoutes,
    ...voicemailRoutes,
  })
