import { createHash } from 'node:crypto'
import type { Attachment } from '@veghe/shared/intake/attachments.contract.ts'
import { isShown } from '@veghe/shared/intake/attachments.rules.ts'
import type { AttachmentKind, AttachmentState, AttachmentType } from '@veghe/shared/intake/intake.codes.ts'
import { type ContactId, type CountyCode, type MessageId, newId } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './attachments.store.ts'

/* What comes beside a text: written down with it, fetched by a loop of its own, and shown to nobody by itself. */

/** As the carrier tells of it with the text; what it lists afterwards it does not name. */
export type ToldAttachment = { providerSid: string | null; kind: AttachmentKind }

type OfText = {
  county: CountyCode
  contactId: ContactId | null
  messageId: MessageId
  messageSid: string
  told: readonly ToldAttachment[]
}

export const expectAttachments = (
  ctx: Ctx,
  { county, contactId, messageId, messageSid, told }: OfText,
): Promise<void> =>
  store.insertAttachments(
    ctx,
    told.map(({ providerSid, kind }, turn) => ({
      ...{
        id: newId<string>(ctx.now, turn),
        county,
        contactId,
        messageId,
        turn,
        messageSid,
        providerSid,
        kind,
      },
      ...{ toldAt: ctx.now, dueAt: ctx.now, changedAt: ctx.now },
    })),
  )

/** Half a megabyte each, as of a recording: keys are renewed many parts at a time. */
const partBytes = 480_000
const placeOf = (partId: string) => `attachment_parts|body|${partId}`

/** Sealed in parts, and read back before anybody believes in it. False when it is not what came. */
export async function keepContent(
  ctx: Ctx,
  { id: attachmentId, county }: Pick<store.AttachmentRow, 'id' | 'county'>,
  content: Buffer,
): Promise<boolean> {
  await store.deleteParts(ctx, attachmentId)
  for (let turn = 0; turn * partBytes < content.length; turn += 1) {
    const id = newId<string>(ctx.now)
    const part = content.subarray(turn * partBytes, (turn + 1) * partBytes)
    const body = await ctx.fields.sealBytes(county, placeOf(id), part)
    await store.insertPart(ctx, { id, county, attachmentId, turn, body })
  }
  return (await contentOf(ctx, { id: attachmentId, county })).equals(content)
}

async function contentOf(
  ctx: Ctx,
  { id, county }: Pick<store.AttachmentRow, 'id' | 'county'>,
): Promise<Buffer> {
  const parts = await store.partsOf(ctx, id)
  return Buffer.concat(
    await Promise.all(parts.map((part) => ctx.fields.openBytes(county, placeOf(part.id), part.body))),
  )
}

export const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** By the text that each came with, in their order. */
export async function attachmentsOf(
  ctx: Ctx,
  contactId: ContactId,
): Promise<ReadonlyMap<MessageId, Attachment[]>> {
  const byText = new Map<MessageId, Attachment[]>()
  for (const row of await store.attachmentsOf(ctx, contactId)) {
    const { id, messageId, kind, type, bytes } = row
    const one = { id, kind, type, bytes, state: stateOf(row) }
    byText.set(messageId, [...(byText.get(messageId) ?? []), one])
  }
  return byText
}

function stateOf({ forgottenAt, refusedAt, keptAt, type }: store.AttachmentRow): AttachmentState {
  if (forgottenAt) return 'forgotten'
  if (refusedAt) return 'too_large'
  if (!keptAt) return 'coming'
  return isShown(type) ? 'kept' : 'closed'
}

export type Content = { type: AttachmentType; content: Buffer; sha256: string }

/** Null for what is not here, or is nothing to be shown. */
export async function openAttachment(ctx: Ctx, which: store.WhichAttachment): Promise<Content | null> {
  const row = await store.attachmentOf(ctx, which)
  if (!row?.type || !row.sha256 || stateOf(row) !== 'kept') return null
  const content = await contentOf(ctx, row)
  if (hashOf(content) !== row.sha256) throw new Error('An attachment is not what was kept.')
  return { type: row.type, content, sha256: row.sha256 }
}
