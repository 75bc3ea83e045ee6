import { createHash } from 'node:crypto'
import { type ContactId, newId } from '@veghe/shared/kernel/ids.ts'
import type { Voice } from '@veghe/shared/telephony/telephony.codes.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { openRecorder } from './embedded/recorder.ts'
import type { BrowserCall, Switchboard } from './embedded/switchboard.ts'
import * as store from './recordings.store.ts'

/* What is said in a call, kept: sealed in parts while it lasts, so that a process that dies takes seconds with it. */

/** From the first time somebody is with the caller; later ones of the same call go on where it stands. */
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
    const rows = parts.map(async ({ voice, turn, ogg }) => {
      const id = newId<string>(ctx.now)
      const body = await ctx.fields.sealBytes(county, partPlace(id), ogg)
      return { id, county, recordingId: recording.id, voice, turn, body }
    })
    await store.insertParts(ctx, await Promise.all(rows))
  })
  recording.unkept.splice(0, parts.length)
}

const partPlace = (id: string) => `recording_parts|body|${id}`

/** The call is over: what was kept is all there is, and a fact says so by its hash. Nothing can be added unseen. */
export async function finishRecording(ctx: Ctx, callSid: string): Promise<void> {
  const row = await store.lockUnfinished(ctx, callSid)
  if (!row) return
  const { id, county, contactId } = row
  await store.saveRecording(ctx, id, { endedAt: ctx.now, pausedAt: null })
  for (const { voice, sha256 } of await tracksOf(ctx, row))
    await ctx.happened('telephony.recorded', { county, contactId, body: { recording: id, voice, sha256 } })
}

export type Recording = { startedAt: Date; tracks: Kept[] }
type Kept = { voice: Voice; ogg: Buffer; sha256: string }

/** Null when nothing of this contact was ever recorded. */
export async function recordingOf(ctx: Ctx, contactId: ContactId): Promise<Recording | null> {
  const row = await store.recordingOfContact(ctx, contactId)
  return row && { startedAt: row.startedAt, tracks: await tracksOf(ctx, row) }
}

/** `on` while it is written, `paused` while not, `kept` when the call is over. */
export async function recordingState(
  ctx: Ctx,
  contactId: ContactId,
): Promise<'on' | 'paused' | 'kept' | null> {
  const row = await store.recordingOfContact(ctx, contactId)
  if (!row) return null
  return row.endedAt ? 'kept' : row.pausedAt ? 'paused' : 'on'
}

async function tracksOf(ctx: Ctx, { id, county }: store.RecordingRow): Promise<Kept[]> {
  const byVoice = new Map<Voice, Buffer[]>()
  for (const part of await store.partsOf(ctx, id)) {
    const ogg = await ctx.fields.openBytes(county, partPlace(part.id), part.body)
    byVoice.set(part.voice, [...(byVoice.get(part.voice) ?? []), ogg])
  }
  return [...byVoice].map(([voice, parts]) => {
    const ogg = Buffer.concat(parts)
    return { voice, ogg, sha256: createHash('sha256').update(ogg).digest('hex') }
  })
}
