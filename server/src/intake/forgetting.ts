import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { forget, keptSince, olderThan } from '../telephony/forgetting.ts'
import { lockContact } from './contacts.store.ts'

const pageSize = 200
const system = { kind: 'system' } as const

type Old = Awaited<ReturnType<typeof olderThan>>[number]

/** What was said is kept for as long as the county keeps it. */
export async function forgetRecordings(world: World): Promise<void> {
  for (const { county, since } of keptSince(world.config, world.now())) {
    let from: string | null = null
    for (let isMore = true; isMore; ) {
      const asked = { county, since, from, most: pageSize }
      const page: Old[] = await world.transact(system, (ctx) => olderThan(ctx, asked))
      for (const old of page) await world.transact(system, (ctx) => forgetUnlessNeeded(ctx, old))
      from = page.at(-1)?.id ?? null
      isMore = page.length === pageSize
    }
  }
}

/** What belongs to a case is part of the child's file, which no sweep may thin out; nor what somebody still works on. */
async function forgetUnlessNeeded(ctx: Ctx, old: Old): Promise<void> {
  const { caseId, closedAt } = await lockContact(ctx, old.contactId)
  if (caseId === null && closedAt !== null) await forget(ctx, old)
}
