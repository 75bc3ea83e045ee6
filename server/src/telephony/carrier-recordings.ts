import { type ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { RecordingReport } from '@veghe/shared/telephony/telephony.codes.ts'
import { furtherRecording, isRecordingOver } from '@veghe/shared/telephony/telephony.rules.ts'
import type { World } from '../platform/chapter.ts'
import type { Config } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import { tendRecording } from './carrier-recordings.jobs.ts'
import * as store from './carrier-recordings.store.ts'
import { carrierFailure } from './client.ts'
import { carrierOf } from './reach.ts'
import { lockUnfinished, saveRecording } from './recordings.store.ts'

/* What is said in a call by telephone: the carrier records it, and hands it over when the call is over. */

type OfCall = { county: CountyCode; contactId: ContactId; callSid: string }

/** From the first time that somebody is with a caller who knows of it; later ones of the same call go on where it stands. */
export async function recordCall(
  ctx: Ctx,
  { media }: Pick<Config, 'media'>,
  { county, contactId, callSid, isHeard }: OfCall & { isHeard: boolean },
): Promise<void> {
  if (!media.records) return
  const id = newId<string>(ctx.now)
  const times = { unheardSince: isHeard ? null : ctx.now, dueAt: ctx.now, changedAt: ctx.now }
  if (await store.insertWish(ctx, { id, county, contactId, callSid, ...times })) tend(ctx, { id, turn: 1 })
  else await noteEarshot(ctx, callSid, isHeard)
}

/** What nobody hears is nobody's to keep. Does nothing for a call that is not recorded. */
export async function noteEarshot(ctx: Ctx, callSid: string, isHeard: boolean): Promise<void> {
  const row = await store.lockOpen(ctx, { callSid })
  if (!row || (row.unheardSince === null) === isHeard) return
  await wish(ctx, row, { unheardSince: isHeard ? null : ctx.now })
}

/** What the carrier tells, in any order and more than once. */
export async function recordingReported(
  ctx: Ctx,
  { callSid, providerSid, status }: { callSid: string; providerSid: string; status: RecordingReport },
): Promise<void> {
  const row = await store.lockOpen(ctx, { callSid })
  const reported = row && furtherRecording(row.reported, status)
  if (!row || reported === row.reported) return
  const told = { reported, providerSid: row.providerSid ?? providerSid }
  if (isRecordingOver(reported)) await store.saveCarrier(ctx, row.id, { ...told, tries: 0, dueAt: ctx.now })
  else await wish(ctx, row, told)
}

/**
 * Asked of the carrier before anything is written down: an operator who is told that it is not recorded must be able
 * to rely on it. That it is recorded again may follow.
 */
export async function askPause(world: World, { county, callSid }: Omit<OfCall, 'contactId'>): Promise<void> {
  const row = await world.transact({ kind: 'carrier', county }, (ctx) => store.lockOpen(ctx, { callSid }))
  if (!row?.providerSid || row.reported === 'completed') throw new Refusal('no_recording')
  try {
    await carrierOf(world).pauseRecording({ callSid, sid: row.providerSid, isPaused: true })
  } catch (error) {
    const { kind, code } = carrierFailure(error)
    world.log.warn({ failure: kind, code }, 'carrier did not pause a recording')
    await unaskPause(world, { county, callSid })
    throw new Refusal(kind === 'gone' ? 'no_recording' : 'unavailable')
  }
}

/** Nothing came of a pause that the carrier may have carried out: somebody looks at once. */
export const unaskPause = (world: World, { county, callSid }: Omit<OfCall, 'contactId'>): Promise<void> =>
  world.transact({ kind: 'carrier', county }, async (ctx) => {
    const row = await store.lockOpen(ctx, { callSid })
    if (row) await wish(ctx, row, {})
  })

export async function pauseCarrierRecording(ctx: Ctx, callSid: string, isPaused: boolean): Promise<void> {
  const row = await store.lockOpen(ctx, { callSid })
  const recording = await lockUnfinished(ctx, { callSid })
  if (!recording || !row) throw new Refusal('no_recording')
  await saveRecording(ctx, recording.id, { pausedAt: isPaused ? ctx.now : null })
  await wish(ctx, row, {})
}

async function wish(ctx: Ctx, row: store.CarrierRow, change: store.CarrierChange): Promise<void> {
  const turn = row.turn + 1
  await store.saveCarrier(ctx, row.id, { ...change, turn })
  tend(ctx, { id: row.id, turn })
}

const tend = (ctx: Ctx, { id, turn }: Pick<store.CarrierRow, 'id' | 'turn'>): void =>
  tendRecording.later(ctx, { key: `${id}.${turn}`, runAt: ctx.now, payload: { recordingId: id } })
