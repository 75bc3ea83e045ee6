import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { forget, forgo, keptSince, neverCame, olderThan } from '../telephony/forgetting.ts'
import { lockContact } from './contacts.store.ts'

const pageSize = 200
const system = { kind: 'system' } as const

type Kept = ReturnType<typeof keptSince>[number]
type Old = Awaited<ReturnType<typeof olderThan>>[number]
/** Which there are, and how each is forgotten. */
type Way = { listed: typeof olderThan; forget: typeof forget }

/** What was said is kept for as long as the county keeps it. */
export async function forgetRecordings(world: World): Promise<void> {
  for (const kept of keptSince(world.config, world.now())) {
    await forgetThose(world, kept, { listed: olderThan, forget })
    await forgetThose(world, kept, { listed: neverCame, forget: forgo })
  }
}

async function forgetThose(world: World, kept: Kept, way: Way): Promise<void> {
  let from: string | null = null
  for (let isMore = true; isMore; ) {
    const asked = { ...kept, from, most: pageSize }
    const page: Old[] = await world.transact(system, (ctx) => way.listed(ctx, asked))
    for (const old of page) await world.transact(system, (ctx) => forgetUnlessNeeded(ctx, old, way))
    from = page.at(-1)?.id ?? null
    isMore = page.length === pageSize
  }
}

/** What belongs to a case is part of the child's file, which no sweep may thin out; nor what somebody still works on. */
async function forgetUnlessNeeded(ctx: Ctx, old: Old, way: Way): Promise<void> {
  const { caseId, closedAt } = await lockContact(ctx, old.contactId)
  if (caseId === null && closedAt !== null) await way.forget(ctx, old)
}
