import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import * as telephony from '../telephony/forgetting.ts'
import type { OldPage } from '../telephony/recordings.store.ts'
import { lockContact } from './contacts.store.ts'

const pageSize = 200
const system = { kind: 'system' } as const

type Kept = ReturnType<typeof telephony.keptSince>[number]
type Old = { id: string; contactId: ContactId | null }
/** Which there are, and how each is forgotten. */
type Way<O extends Old> = {
  listed: (ctx: Ctx, page: OldPage) => Promise<O[]>
  forget: (ctx: Ctx, old: O) => Promise<void>
}

const recorded = { listed: telephony.olderThan, forget: telephony.forget }
const unrecorded = { listed: telephony.neverCame, forget: telephony.forgo }
const attached = { listed: telephony.attachedBefore, forget: telephony.forgetAttachment }

/** What was said and sent is kept for as long as the county keeps it. */
export async function forgetOld(world: World): Promise<void> {
  for (const kept of telephony.keptSince(world.config, world.now())) {
    await forgetThose(world, kept, recorded)
    await forgetThose(world, kept, unrecorded)
    await forgetThose(world, kept, attached)
  }
}

async function forgetThose<O extends Old>(world: World, kept: Kept, way: Way<O>): Promise<void> {
  let from: string | null = null
  for (let isMore = true; isMore; ) {
    const asked = { ...kept, from, most: pageSize }
    const page: O[] = await world.transact(system, (ctx) => way.listed(ctx, asked))
    for (const old of page) await world.transact(system, (ctx) => forgetUnlessNeeded(ctx, old, way))
    from = page.at(-1)?.id ?? null
    isMore = page.length === pageSize
  }
}

/** What belongs to a case is part of the child's file, which no sweep may thin out; nor what somebody still works on. */
async function forgetUnlessNeeded<O extends Old>(ctx: Ctx, old: O, way: Way<O>): Promise<void> {
  if (old.contactId !== null) {
    const { caseId, closedAt } = await lockContact(ctx, old.contactId)
    if (caseId !== null || closedAt === null) return
  }
  await way.forget(ctx, old)
}
