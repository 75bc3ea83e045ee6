import type { FactBody, FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { kindOf, typeOf } from '@veghe/shared/intake/attachments.rules.ts'
import { after, hours, seconds } from '@veghe/shared/kernel/time.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { failureOf } from '../platform/log.ts'
import * as store from './attachments.store.ts'
import { hashOf, keepContent } from './attachments.ts'
import { carrierFailure } from './client.ts'
import { carrierOf } from './reach.ts'

/*
 * One look at an attachment, and the next thing to do about it. Each may be repeated, and a process may die between
 * any two: what stands here is deleted there only after it was read back and committed.
 */

export type Step =
  | { kind: 'came'; providerSid: string; content: Buffer }
  | { kind: 'refused'; providerSid: string }
  /** Nothing of it is left at the carrier. */
  | { kind: 'cleared' }
  | { kind: 'again' }

type Claimed = store.AttachmentRow & { taken: ReadonlySet<string> }

const system = { kind: 'system' } as const
/** What WhatsApp carries at most; a text carries less. */
const mostBytes = 16 * 1024 * 1024
/** A look that nobody has finished in this time died with its process. */
const lookWithinMs = seconds(120)
/** Doubled with each try. */
const pauseMs = (tries: number): number => Math.min(seconds(1) * 2 ** tries, hours(1))
/** A good hour after the first. */
const delayedFromTry = 13

/** Null when nothing is left to do now. */
export async function lookAfter(world: World, id: string): Promise<Step | null> {
  const row = await world.transact(system, (ctx) => claim(ctx, id))
  if (!row) return null
  try {
    return row.keptAt || row.forgottenAt ? await clear(world, row) : await takeOver(world, row)
  } catch (error) {
    const failure = carrierFailure(error)
    world.log.warn({ err: failureOf(error), attachment: id, failure }, 'attachment waits')
    return { kind: 'again' }
  }
}

/** Writes down that the carrier is about to be asked, so that two who look at once do not both fetch it. */
async function claim(ctx: Ctx, id: string): Promise<Claimed | null> {
  const row = await store.lockOpen(ctx, id)
  if (!row || row.dueAt > ctx.now) return null
  await store.saveAttachment(ctx, id, { dueAt: after(ctx.now, lookWithinMs) })
  return { ...row, taken: await store.knownSids(ctx, row.messageSid) }
}

async function takeOver(world: World, row: Claimed): Promise<Step> {
  const { messageSid } = row
  const sid = await sidOf(world, row)
  if (sid === null) return { kind: 'again' }
  const content = await carrierOf(world).attachment({ messageSid, sid, mostBytes })
  return content ? { kind: 'came', providerSid: sid, content } : { kind: 'refused', providerSid: sid }
}

async function clear(world: World, row: Claimed): Promise<Step> {
  const { messageSid } = row
  const sid = await sidOf(world, row)
  if (sid !== null) await carrierOf(world).removeAttachment({ messageSid, sid })
  return { kind: 'cleared' }
}

/** Of one that was only counted, the first that none of its neighbours is. */
async function sidOf(world: World, { providerSid, messageSid, taken }: Claimed): Promise<string | null> {
  if (providerSid !== null) return providerSid
  const listed = await carrierOf(world).attachmentsOf(messageSid)
  return listed.find((sid) => !taken.has(sid)) ?? null
}

/** `goes_on` when there is something to do at once. */
export async function noteStep(ctx: Ctx, id: string, step: Step): Promise<'goes_on' | 'rests'> {
  const row = await store.lockOpen(ctx, id)
  if (!row) return 'rests'
  if (step.kind === 'again') return tryAgain(ctx, row)
  if (step.kind === 'cleared') return cleared(ctx, row)
  // It was forgotten while it was fetched.
  if (row.forgottenAt || row.keptAt) return 'goes_on'
  if (step.kind === 'came') return nowKept(ctx, row, step)
  await store.saveAttachment(ctx, id, { providerSid: step.providerSid, refusedAt: ctx.now, tries: 0 })
  await tell(ctx, 'telephony.attachmentRefused', row)
  return 'rests'
}

async function nowKept(
  ctx: Ctx,
  row: store.AttachmentRow,
  { providerSid, content }: Step & { kind: 'came' },
): Promise<'goes_on' | 'rests'> {
  if (!(await keepContent(ctx, row, content))) throw new Error('What was sealed is not what came.')
  const [type, sha256, bytes] = [typeOf(content), hashOf(content), content.length]
  await store.saveAttachment(ctx, row.id, {
    ...{ providerSid, type, sha256, bytes, keptAt: ctx.now, dueAt: ctx.now, tries: 0 },
    ...(type ? { kind: kindOf(type) } : {}),
  })
  await tell(ctx, 'telephony.attachmentKept', row, { sha256, bytes, type })
  return 'goes_on'
}

async function tryAgain(ctx: Ctx, row: store.AttachmentRow): Promise<'rests'> {
  const tries = row.tries + 1
  await store.saveAttachment(ctx, row.id, { tries, dueAt: after(ctx.now, pauseMs(row.tries)) })
  if (!row.keptAt && !row.forgottenAt && tries === delayedFromTry)
    await tell(ctx, 'telephony.attachmentDelayed', row)
  return 'rests'
}

async function cleared(ctx: Ctx, row: store.AttachmentRow): Promise<'rests'> {
  await store.saveAttachment(ctx, row.id, { clearedAt: ctx.now })
  await tell(ctx, 'telephony.attachmentCleared', row)
  return 'rests'
}

async function tell(
  ctx: Ctx,
  kind: FactKind,
  { id, county, contactId }: store.AttachmentRow,
  more: FactBody = {},
): Promise<void> {
  const about = contactId === null ? { county } : { county, contactId }
  await ctx.happened(kind, { ...about, body: { attachment: id, ...more } })
}
