import type { CallBackId } from '@veghe/shared/kernel/ids.ts'
import type { Safety } from '@veghe/shared/queue/safe-contact.codes.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './call-backs.store.ts'
import { lockSeen, type Shown, show } from './call-backs.ts'
import { refuseToLift } from './safety.ts'

/* Whether it is safe to call somebody back: what a person says of one call-back, and what a card says of all of a number. */

export async function markSafe(
  ctx: Ctx,
  asked: { callBackId: CallBackId; version: number; safe: 'safe' | 'unsafe' },
): Promise<Shown> {
  const row = await lockSeen(ctx, asked)
  if (asked.safe === 'safe') await refuseToLift(ctx, row.contactId)
  return show(ctx, await store.saveCallBack(ctx, row.id, { safe: asked.safe }))
}

/** A card was written: whoever is still to be called back at that number is marked by it, where it says enough. */
export async function followCard(ctx: Ctx, rows: readonly store.CallBackRow[], mark: Safety): Promise<void> {
  const change = mark === 'unknown' ? {} : { safe: mark }
  for (const { id } of rows) await show(ctx, await store.saveCallBack(ctx, id, change))
}
