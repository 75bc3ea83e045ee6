import type { intakeApi } from '@veghe/shared/intake/intake.contract.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { type Recording, recordingOf, voiceMessageOf } from '../telephony/recordings.ts'
import { readContact, readHeld } from './contacts.store.ts'

type Asked<A extends keyof typeof intakeApi> = Input<(typeof intakeApi)[A]>
type Sound = Answer<(typeof intakeApi)['intake.recording']>

/** Whoever hears a recording hears who reported: why they do is written down each time. */
export async function recording(ctx: Ctx, { contactId, reason }: Asked<'intake.recording'>): Promise<Sound> {
  const { county } = await readHeld(ctx, contactId)
  const sound = soundOf(await recordingOf(ctx, contactId))
  await ctx.happened('intake.recordingHeard', { county, contactId, body: { reason } })
  return sound
}

/** Whoever may call somebody back has to know what they said, although nobody has held the contact yet. */
export async function voiceMessage(
  ctx: Ctx,
  { contactId, recordingId: id }: Asked<'intake.voiceMessage'>,
): Promise<Sound> {
  const isOwed = await queue.isOwedCall(ctx, contactId)
  const { county } = await (isOwed ? readContact : readHeld)(ctx, contactId)
  const sound = soundOf(await voiceMessageOf(ctx, { contactId, id }))
  await ctx.happened('intake.voiceMessageHeard', { county, contactId, body: { recording: id } })
  return sound
}

function soundOf(kept: Recording | null): Sound {
  if (!kept || kept.tracks.length === 0) throw new Refusal('no_recording')
  const tracks = kept.tracks.map(({ sound, ...track }) => ({ ...track, sound: sound.toString('base64') }))
  return { ...kept, tracks }
}
