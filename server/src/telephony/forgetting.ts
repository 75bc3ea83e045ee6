import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { after, days } from '@veghe/shared/kernel/time.ts'
import type { Config } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import * as attachments from './attachments.store.ts'
import { saveCarrier, unkeptBefore } from './carrier-recordings.store.ts'
import * as store from './recordings.store.ts'

/** How long each county keeps what was said and sent. One that has not decided keeps it: nothing is lost by silence. */
export const keptSince = (
  { recordingDays }: Pick<Config, 'recordingDays'>,
  now: Date,
): { county: CountyCode; since: Date }[] =>
  recordingDays.map(({ county, keptDays }) => ({ county, since: after(now, -days(keptDays)) }))

/** Those of which something stands and that ended before `since`; a page at a time, after the id `from`. */
export const olderThan = (ctx: Ctx, page: store.OldPage): Promise<store.OldRecording[]> =>
  store.endedBefore(ctx, page)

/** The same of those whose sound the carrier has never handed over. */
export const neverCame = (ctx: Ctx, page: store.OldPage): Promise<store.OldRecording[]> =>
  unkeptBefore(ctx, page)

/** What came beside a text before `since`, whether the carrier has handed it over or not. */
export const attachedBefore = (ctx: Ctx, page: store.OldPage): Promise<attachments.OldAttachment[]> =>
  attachments.toldBefore(ctx, page)

/** The sound is gone for good; that there was some, when, and its hashes stay among the facts. */
export async function forget(ctx: Ctx, { id, contactId, county }: store.OldRecording): Promise<void> {
  await store.deleteParts(ctx, id)
  await ctx.happened('telephony.recordingForgotten', { county, contactId, body: { recording: id } })
}

/** What never came is deleted where it is. */
export async function forgo(ctx: Ctx, old: store.OldRecording): Promise<void> {
  await store.saveRecording(ctx, old.id, { endedAt: ctx.now, pausedAt: null })
  await saveCarrier(ctx, old.id, { keptAt: ctx.now, dueAt: ctx.now, tries: 0 })
  await forget(ctx, old)
}

/** It is gone for good, and deleted where it came from; that there was one, and its hash, stay among the facts. */
export async function forgetAttachment(
  ctx: Ctx,
  { id, county, contactId }: attachments.OldAttachment,
): Promise<void> {
  await attachments.deleteParts(ctx, id)
  await attachments.saveAttachment(ctx, id, { forgottenAt: ctx.now, dueAt: ctx.now, tries: 0 })
  await ctx.happened('telephony.attachmentForgotten', {
    ...{ county, body: { attachment: id } },
    ...(contactId === null ? {} : { contactId }),
  })
}
