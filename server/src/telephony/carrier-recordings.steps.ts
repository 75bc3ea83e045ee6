import { createHash, type Hash } from 'node:crypto'
import { after, between, hours, seconds } from '@veghe/shared/kernel/time.ts'
import type { RecordingReport, Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { failureOf } from '../platform/log.ts'
import * as store from './carrier-recordings.store.ts'
import type { ListedRecording } from './client.recordings.ts'
import { type CarrierFailure, carrierFailure } from './client.ts'
import { carrierOf } from './reach.ts'
import * as recordings from './recordings.store.ts'
import { finishRecording, keepPart } from './recordings.ts'
import { contactQuery } from './twiml.ts'
import { channelsOf } from './wav.ts'

/*
 * One look at a recording that the carrier makes for us, and the next thing to do about it. Each may be repeated, and
 * a process may die between any two: what stands here is deleted there only after it was read back and committed.
 */

export type Step =
  | { kind: 'runs'; providerSid: string; turn: number }
  /** The carrier has all there will be of it. */
  | { kind: 'over'; providerSid: string; reported: RecordingReport }
  | { kind: 'kept'; hashes: ReadonlyMap<Voice, string> }
  /** Nothing is left at the carrier; `wasKept` says whether anything stands here. */
  | { kind: 'cleared'; wasKept: boolean }
  | { kind: 'again'; failure: CarrierFailure | null }

type Claimed = store.CarrierRow & { isPaused: boolean; mayBegin: boolean }

/** How long the carrier may take to list what it was asked for, before that counts as never received. */
const listedWithinMs = seconds(10)
/** A look that nobody has finished in this time died with its process. */
const lookWithinMs = seconds(60)
const quietForMs = seconds(60)
/** Doubled with each try. Who is to be paused must not wait for long; a sound that does not come may. */
const pauseMs = (tries: number, stage: store.Stage): number =>
  Math.min(seconds(1) * 2 ** tries, stage === 'live' ? seconds(60) : hours(1))
/** A good hour after the first. */
const delayedFromTry = 13
const system = { kind: 'system' } as const
/** Half a minute of one voice. */
const partBytes = 480_000
/** Whose voice is on which channel: what the caller says, and what they hear. */
const voices: readonly Voice[] = ['caller', 'operator']

/** Whoever looks is there for one stage: the sound of one that is over takes minutes, a pause must not. */
type Which = { id: string; stage: store.Stage }

/** Null when nothing is left to do at this stage. */
export async function lookAfter(world: World, of: Which): Promise<Step | null> {
  const row = await world.transact(system, (ctx) => claim(ctx, of))
  if (!row) return null
  try {
    return await look(world, row)
  } catch (error) {
    const failure = carrierFailure(error)
    world.log.warn({ err: failureOf(error), recording: of.id, failure }, 'carrier’s recording waits')
    return { kind: 'again', failure }
  }
}

/**
 * Writes down that the carrier is about to be asked, so that two who look at once do not both let it begin, nor both
 * fetch it.
 */
async function claim(ctx: Ctx, { id, stage }: Which): Promise<Claimed | null> {
  const row = await store.lockOpen(ctx, { id })
  if (!row || store.stageOf(row) !== stage) return null
  if (stage === 'over' && row.dueAt > ctx.now) return null
  const { askedAt, providerSid } = row
  const mayBegin = providerSid === null && (askedAt === null || between(askedAt, ctx.now) > listedWithinMs)
  await store.saveCarrier(ctx, id, {
    dueAt: after(ctx.now, lookWithinMs),
    ...(mayBegin ? { askedAt: ctx.now } : {}),
  })
  const recording = await recordings.lockUnfinished(ctx, row)
  return { ...row, isPaused: Boolean(recording?.pausedAt ?? row.unheardSince), mayBegin }
}

async function look(world: World, row: Claimed): Promise<Step> {
  if (row.keptAt) return clear(world, row)
  const found = await find(world, row)
  if (!found) return row.mayBegin ? begin(world, row) : missing(world, row)
  return store.stageOf(row) === 'live' ? steer(world, row, found) : takeOver(world, row, found)
}

/** By its id as soon as that is known: the list of a call may be behind. */
async function find(
  world: World,
  { askedAt, callSid, providerSid: sid }: Claimed,
): Promise<ListedRecording | null> {
  const carrier = carrierOf(world)
  if (sid !== null) return carrier.recording({ callSid, sid })
  const listed = askedAt === null ? [] : await carrier.recordingsOf(callSid)
  return listed.find(isOfCall) ?? null
}

const isOfCall = ({ kind }: ListedRecording): boolean => kind === 'call'

/** The carrier may have begun twice; a voice message is one by itself, and is nobody else's to delete. */
async function clear(world: World, { callSid, providerSid, kind }: Claimed): Promise<Step> {
  const carrier = carrierOf(world)
  const listed = kind === 'call' ? (await carrier.recordingsOf(callSid)).filter(isOfCall) : []
  const known = providerSid === null ? [] : [providerSid]
  for (const sid of new Set([...known, ...listed.map((each) => each.sid)])) await carrier.removeRecording(sid)
  return { kind: 'cleared', wasKept: true }
}

/** Lets it run as long as somebody hears the caller. */
async function steer(world: World, row: Claimed, { sid, state }: ListedRecording): Promise<Step> {
  const { callSid, isPaused, turn } = row
  if (state === 'processing') return { kind: 'again', failure: null }
  if (state === 'completed') return { kind: 'over', providerSid: sid, reported: 'completed' }
  if (state === 'broken') return { kind: 'over', providerSid: sid, reported: 'absent' }
  if ((state === 'paused') !== isPaused) await carrierOf(world).pauseRecording({ callSid, sid, isPaused })
  return { kind: 'runs', providerSid: sid, turn }
}

async function takeOver(world: World, row: Claimed, { sid, state }: ListedRecording): Promise<Step> {
  if (state === 'completed') return keep(world, row, sid)
  return state === 'broken' ? { kind: 'kept', hashes: new Map() } : { kind: 'again', failure: null }
}

async function begin(world: World, row: Claimed): Promise<Step> {
  const statusUrl = `${world.config.publicUrl}/twilio/recording?${contactQuery(row)}`
  try {
    const { sid } = await carrierOf(world).startRecording({ sid: row.callSid, statusUrl })
    // Whatever was wished meanwhile is seen to at the next look.
    return { kind: 'runs', providerSid: sid, turn: row.isPaused ? 0 : row.turn }
  } catch (error) {
    if (carrierFailure(error).kind === 'gone') return { kind: 'cleared', wasKept: false }
    throw error
  }
}

/** The carrier has yet to find what it was asked for, or had it and has it no more. */
function missing({ log, now }: World, { id, askedAt, providerSid }: Claimed): Step {
  const isNew = askedAt !== null && between(askedAt, now()) <= listedWithinMs
  if (providerSid === null || isNew) return { kind: 'again', failure: null }
  log.error({ recording: id }, 'the carrier has lost a recording')
  return { kind: 'cleared', wasKept: false }
}

/** Takes the sound over, part by part, each sealed and committed by itself. */
async function keep(world: World, row: Claimed, providerSid: string): Promise<Step> {
  const { id: recordingId, county } = row
  const actor = { kind: 'carrier', county } as const
  await world.transact(actor, (ctx) => beginAnew(ctx, row, providerSid))
  const heard = new Map<Voice, Hash>()
  const sound = await carrierOf(world).recordedSound({ sid: providerSid, kind: row.kind })
  for await (const part of channelsOf(sound, partBytes)) {
    const { channel, turn, bytes } = part
    const voice = voices[channel]
    if (!voice) throw new Error('The recording has more channels than a call has sides.')
    heard.set(voice, (heard.get(voice) ?? createHash('sha256')).update(bytes))
    await world.transact(actor, async (ctx) => {
      await keepPart(ctx, { recordingId, county, voice, turn, bytes })
      await store.saveCarrier(ctx, recordingId, { dueAt: after(ctx.now, lookWithinMs) })
    })
  }
  return { kind: 'kept', hashes: new Map([...heard].map(([voice, hash]) => [voice, hash.digest('hex')])) }
}

/** What an earlier try left may be broken, and stood in the way of what comes now. */
async function beginAnew(ctx: Ctx, row: store.CarrierRow, providerSid: string): Promise<void> {
  await begun(ctx, row, providerSid)
  const recording = await recordings.lockUnfinished(ctx, row)
  if (!recording) throw new Error('What is finished must not be begun anew.')
  await recordings.deleteParts(ctx, recording.id)
}

async function begun(ctx: Ctx, row: store.CarrierRow, providerSid: string): Promise<void> {
  const { id, county, contactId, callSid, kind, askedAt } = row
  await store.saveCarrier(ctx, id, { providerSid })
  const startedAt = kind === 'voice_message' && askedAt ? askedAt : ctx.now
  const isNew = await recordings.insertRecording(ctx, { id, county, contactId, callSid, kind, startedAt })
  if (isNew && kind === 'call')
    await ctx.happened('telephony.recordingBegan', { county, contactId, body: { recording: id } })
}

/** `goes_on` when there is something to do at once. What was over meanwhile is somebody else's. */
export async function noteStep(ctx: Ctx, { id, stage }: Which, step: Step): Promise<'goes_on' | 'rests'> {
  const row = await store.lockOpen(ctx, { id })
  if (!row || store.stageOf(row) !== stage) return 'rests'
  if (step.kind === 'again') return tryAgain(ctx, row, step.failure)
  if (step.kind === 'kept') return nowKept(ctx, row, step.hashes)
  if (step.kind === 'cleared') return cleared(ctx, row, step.wasKept)
  if (step.kind === 'over') return nowOver(ctx, id, step)
  await begun(ctx, row, step.providerSid)
  await store.saveCarrier(ctx, id, { tries: 0, dueAt: after(ctx.now, quietForMs) })
  return step.turn === row.turn ? 'rests' : 'goes_on'
}

/** From here on it is whose loop has the time for it. */
async function nowOver(
  ctx: Ctx,
  id: string,
  { providerSid, reported }: Step & { kind: 'over' },
): Promise<'rests'> {
  await store.saveCarrier(ctx, id, { providerSid, reported, tries: 0, dueAt: ctx.now })
  return 'rests'
}

async function tryAgain(ctx: Ctx, row: store.CarrierRow, failure: CarrierFailure | null): Promise<'rests'> {
  const { id, county, contactId, providerSid } = row
  const [tries, stage] = [row.tries + 1, store.stageOf(row)]
  const isUnasked = failure?.kind === 'not_sent' && providerSid === null
  await store.saveCarrier(ctx, id, {
    ...{ tries, dueAt: after(ctx.now, pauseMs(row.tries, stage)) },
    ...(isUnasked ? { askedAt: null } : {}),
  })
  if (stage === 'over' && !row.keptAt && tries === delayedFromTry)
    await ctx.happened('telephony.recordingDelayed', { county, contactId, body: { recording: id } })
  return 'rests'
}

/** What was sealed is read back before anybody believes in it. */
async function nowKept(
  ctx: Ctx,
  row: store.CarrierRow,
  hashes: ReadonlyMap<Voice, string>,
): Promise<'goes_on' | 'rests'> {
  if (row.keptAt) return 'rests'
  if (!(await finishRecording(ctx, row, hashes))) return tryAgain(ctx, row, null)
  await store.saveCarrier(ctx, row.id, { keptAt: ctx.now, dueAt: ctx.now, tries: 0 })
  return 'goes_on'
}

async function cleared(ctx: Ctx, row: store.CarrierRow, wasKept: boolean): Promise<'rests'> {
  const { id, county, contactId } = row
  await store.saveCarrier(ctx, id, { clearedAt: ctx.now })
  if (wasKept)
    await ctx.happened('telephony.recordingCleared', { county, contactId, body: { recording: id } })
  else await finishRecording(ctx, { id })
  return 'rests'
}
