import { ContactId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Board } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { type Contact, versionOf } from './contacts.store.ts'

/** Whoever holds the contact; others who may see it open it when they want to. */
async function holdersOf(ctx: Ctx, contactId: ContactId): Promise<StaffId[]> {
  const standing = await queue.standing(ctx, contactId)
  return standing?.holder ? [standing.holder.staffId] : []
}

/** Tells whoever holds the contact to ask again. */
export async function shown(ctx: Ctx, { id, version, county }: Contact): Promise<void> {
  ctx.tell('contact.changed', { id, version }, { county, to: await holdersOf(ctx, id) })
}

const contactBoard: Board<'contact.changed'> = {
  push: 'contact.changed',
  read: async (ctx, id) => {
    const contactId = ContactId.parse(id)
    const version = await versionOf(ctx, contactId)
    return version === null ? null : { body: { id: contactId, version }, to: await holdersOf(ctx, contactId) }
  },
}

export const intakeBoards = [contactBoard]
