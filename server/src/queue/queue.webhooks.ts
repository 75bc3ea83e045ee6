import { between, seconds } from '@veghe/shared/kernel/time.ts'
import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { noteEarshot, recordCall } from '../telephony/carrier-recordings.ts'
import { readDeskCall, readLeft, readRoomStep } from '../telephony/events.read.ts'
import { type CarrierRequest, type CarrierRoute, carrierRouter } from '../telephony/telephony.webhooks.ts'
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
import { type Entry, findByCall, findEntry, noteTold } from './entries.store.ts'
import { callEnded } from './queue.ts'
import { isOnTelephone, type TelephoneCall } from './telephone.ts'

/** By the contact that our own address names, else by the carrier's id of the call. */
const entryOf = (ctx: Ctx, { contactId, form }: CarrierRequest): Promise<Entry | null> =>
  contactId ? findEntry(ctx, contactId) : findByCall(ctx, form.CallSid ?? '')

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
    if (result !== 'hung_up') return comesTo(ctx, world, entry)
    if (entry) await callEnded(ctx, { ...entry, callSid })
    return emptyDocument()
  })
}

const join: CarrierRoute = async (world, request) =>
  asCarrier(world, request.county, async (ctx) => comesTo(ctx, world, await entryOf(ctx, request)))

/** Where a caller goes who is nowhere just now, whatever brought them there. */
async function comesTo(ctx: Ctx, world: World, entry: Entry | null): Promise<string> {
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
  })
