import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { between, seconds } from '@veghe/shared/kernel/time.ts'
import type { Router } from 'express'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { readLeft, readRoomStep } from '../telephony/events.read.ts'
import { type CarrierRequest, type CarrierRoute, carrierRouter } from '../telephony/telephony.webhooks.ts'
import {
  emptyDocument,
  holdDocument,
  joinDocument,
  type OfContact,
  waitDocument,
} from '../telephony/twiml.ts'
import { type Entry, findEntry } from './entries.store.ts'
import { callEnded } from './queue.ts'
import { connectCaller } from './serving.ts'

/** After this the carrier is told that we are busy, and asks again or takes its fallback. */
const limitMs = 800

const asCarrier = <T>(world: World, county: CountyCode, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.transact({ kind: 'carrier', county }, work, { limitMs })

function ofContact({ contactId, county }: CarrierRequest): OfContact {
  if (!contactId) throw new Refusal('bad_input')
  return { contactId, county }
}

/** A move to the operator that has not happened in this time was lost on the way. */
const movedWithinMs = seconds(40)

/** What a waiting caller hears, asked again and again; nothing keeps them from hearing it. */
const wait: CarrierRoute = async (world, request) => {
  const { contactId, county } = ofContact(request)
  await asCarrier(world, county, async (ctx) => {
    const entry = await findEntry(ctx, contactId)
    const isLost = entry?.heldSince && between(entry.heldSince, ctx.now) > movedWithinMs
    if (entry?.state === 'held' && isLost) await connectCaller(ctx, entry)
  }).catch(() => {})
  return waitDocument()
}

/** The caller left the parking place: gone, moved by us, or still there without a place. */
const left: CarrierRoute = async (world, request) => {
  const of = ofContact(request)
  const { result } = readLeft(request.form)
  if (result === 'moved') return emptyDocument()
  return asCarrier(world, of.county, async (ctx) => {
    if (result !== 'hung_up') return whereTo(await findEntry(ctx, of.contactId), of)
    await endIfKnown(ctx, of)
    return emptyDocument()
  })
}

const join: CarrierRoute = async (world, request) => {
  const of = ofContact(request)
  return asCarrier(world, of.county, async (ctx) => whereTo(await findEntry(ctx, of.contactId), of))
}

/** With their operator if they have one, else where everybody waits. A contact that is over ends the call. */
function whereTo(entry: Entry | null, of: OfContact): string {
  if (entry?.state === 'ended') return emptyDocument()
  return entry?.state === 'held' ? joinDocument({ ...of, label: 'caller' }) : holdDocument(of)
}

const hold: CarrierRoute = async (_world, request) => holdDocument(ofContact(request))

/** Only one step in the conference says something new: the caller hung up. Moved by us, they are still there. */
const conf: CarrierRoute = async (world, request) => {
  const of = ofContact(request)
  const { step, label } = readRoomStep(request.form)
  const isMoved = request.form.ReasonParticipantLeft === 'participant_updated_via_api'
  if (step === 'participant-leave' && label === 'caller' && !isMoved)
    await asCarrier(world, of.county, (ctx) => endIfKnown(ctx, of))
  return null
}

async function endIfKnown(ctx: Ctx, { contactId }: OfContact): Promise<void> {
  if (await findEntry(ctx, contactId)) await callEnded(ctx, { contactId })
}

export const queueWebhooks = (world: World): Router =>
  carrierRouter(world, {
    '/twilio/wait': wait,
    '/twilio/left': left,
    '/twilio/join': join,
    '/twilio/hold': hold,
    '/twilio/conf': conf,
  })
