import { createHash, type Hash } from 'node:crypto'
import { type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { openRecorder } from './embedded/recorder.ts'
import { isBrowserCall } from './embedded/sids.ts'
import type { BrowserCall, Switchboard } from './embedded/switchboard.ts'
import * as store from './recordings.store.ts'

/* What is said in a call from a browser, kept: sealed in parts while it lasts, so that a process that dies takes seconds with it. */

/** From the first time somebody is with a caller who knows of it; later ones of the same call go on where it stands. */
export async function beginRecording(ctx: Ctx, board: Switchboard, call: BrowserCall): Promise<void> {
  if (!board.records || call.recording) return
  const { county, contactId, callSid } = call
  const id = newId<string>(ctx.now)
  if (!(await store.insertRecording(ctx, { id, county, contactId, callSid, startedAt: ctx.now }))) return
  ctx.afterCommit(() => {
    const startedAt = performance.now()
    call.recording = { id, recorder: openRecorder(() => performance.now() - startedAt), unkept: [] }
  })
}

export async function pauseRecording(ctx: Ctx, call: BrowserCall, isPaused: boolean): Promise<void> {
  if (!call.recording) return
  await store.saveRecording(ctx, call.recording.id, { pausedAt: isPaused ? ctx.now : null })
  ctx.afterCommit(() => call.recording?.recorder.pause(isPaused))
}

/** Writes down what has been said since the last time. What cannot be written now is kept for the next. */
export async function keepSound(world: World, { recording, county }: BrowserCall): Promise<void> {
  if (!recording) return
  recording.unkept.push(...recording.recorder.take())
  const parts = [...recording.unkept]
  if (parts.length === 0) return
  await world.transact({ kind: 'carrier', county }, async (ctx) => {
    for (const { voice, turn, ogg } of parts)
      await keepPart(ctx, { recordingId: recording.id, county, voice, turn, bytes: ogg })
  })
  recording.unkept.splice(0, parts.length)
}

type NewPart = { recordingId: string; county: CountyCode; voice: Voice; turn: number; bytes: Buffer }

/** A part that stands already stays as it is. */
export async function keepPart(ctx: Ctx, { bytes, ...part }: NewPart): Promise<void> {
  const id = newId<string>(ctx.now)
  const body = await ctx.fields.sealBytes(part.county, partPlace(id), bytes)
  await store.insertParts(ctx, [{ id, ...part, body }])
}

const partPlace = (id: string) => `recording_parts|body|${id}`

/**
 * The call is over: what was kept is all there is, and a fact says so by its hash. Nothing can be added unseen. False,
 * and nothing is done, when it is not what `came`: the hash of each voice.
 */
export async function finishRecording(
  ctx: Ctx,
  of: store.WhichRecording,
  came?: ReadonlyMap<Voice, string>,
): Promise<boolean> {
  const row = await store.lockUnfinished(ctx, of)
  const hashes: ReadonlyMap<Voice, string> = row ? await hashesOf(ctx, row) : new Map()
  if (came && (came.size !== hashes.size || [...came].some(([voice, hash]) => hashes.get(voice) !== hash)))
    return false
  if (!row) return true
  const { id, county, contactId } = row
  await store.saveRecording(ctx, id, { endedAt: ctx.now, pausedAt: null })
  for (const [voice, sha256] of hashes)
    await ctx.happened('telephony.recorded', { county, contactId, body: { recording: id, voice, sha256 } })
  return true
}

async function hashesOf(ctx: Ctx, row: store.RecordingRow): Promise<ReadonlyMap<Voice, string>> {
  const hashes = new Map<Voice, Hash>()
  for (const part of await store.partsOf(ctx, row.id))
    hashes.set(
      part.voice,
      (hashes.get(part.voice) ?? createHash('sha256')).update(await soundOf(ctx, row, part)),
    )
  return new Map([...hashes].map(([voice, hash]) => [voice, hash.digest('hex')]))
}

const soundOf = async (ctx: Ctx, { county }: store.RecordingRow, { id }: store.PartKey): Promise<Buffer> =>
  ctx.fields.openBytes(county, partPlace(id), await store.bodyOf(ctx, id))

/** Our own rooms keep a browser's packets; of a telephone there is only what the carrier makes of it. */
export type Recording = { startedAt: Date; format: 'ogg' | 'wav'; tracks: Kept[] }
type Kept = { voice: Voice; sound: Buffer; sha256: string }

/** Null when nothing of this contact was ever recorded. */
export const recordingOf = (ctx: Ctx, contactId: ContactId): Promise<Recording | null> =>
  soundIn(ctx, { contactId, kind: 'call' })

/** What this caller said after the tone; null as long as it is still at the carrier, and once it is forgotten. */
export const voiceMessageOf = (
  ctx: Ctx,
  of: { contactId: ContactId; id: string },
): Promise<Recording | null> => soundIn(ctx, { ...of, kind: 'voice_message' })

async function soundIn(
  ctx: Ctx,
  of: Parameters<typeof store.recordingOfContact>[1],
): Promise<Recording | null> {
  const row = await store.recordingOfContact(ctx, of)
  if (!row || (of.kind === 'voice_message' && !row.endedAt)) return null
  const format = isBrowserCall(row.callSid) ? 'ogg' : 'wav'
  return { startedAt: row.startedAt, format, tracks: await tracksOf(ctx, row) }
}

/** `on` while it is written, `paused` while not, `kept` when the call is over and there is something to hear. */
export async function recordingState(
  ctx: Ctx,
  contactId: ContactId,
): Promise<'on' | 'paused' | 'kept' | null> {
  const row = await store.recordingOfContact(ctx, { contactId, kind: 'call' })
  if (!row) return null
  if (!row.endedAt) return row.pausedAt ? 'paused' : 'on'
  return (await store.hasParts(ctx, row.id)) ? 'kept' : null
}

async function tracksOf(ctx: Ctx, row: store.RecordingRow): Promise<Kept[]> {
  const byVoice = new Map<Voice, Buffer[]>()
  for (const part of await store.partsOf(ctx, row.id))
    byVoice.set(part.voice, [...(byVoice.get(part.voice) ?? []), await soundOf(ctx, row, part)])
  return [...byVoice].map(([voice, parts]) => {
    const sound = Buffer.concat(parts)
    return { voice, sound, sha256: createHash('sha256').update(sound).digest('hex') }
  })
}
