import type { CallBackId } from '@veghe/shared/kernel/ids.ts'
import type { CallBackResult } from '@veghe/shared/queue/queue.codes.ts'
import { afterMove } from '@veghe/shared/queue/queue.rules.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { lockBoth, noteAttempt, type Shown, show } from './call-backs.ts'
import type { Entry } from './entries.store.ts'
import { change } from './entries.ts'
import { neverCall } from './marks.ts'
import { findOperator } from './operators.store.ts'
import { engage } from './operators.ts'
import { refuseUnsafeCall } from './safety.ts'

/* A call-back from a telephone of one's own: what came of it is written down by whoever dialled. */

type Attempted = {
  callBackId: CallBackId
  version: number
  result: CallBackResult
  past?: PassReason | undefined
}

/** Somebody dialled by hand and says what came of it. Whoever reached the caller goes on with the contact. */
export async function attempt(ctx: Ctx, asked: Attempted): Promise<Shown> {
  const { staffId } = personIn(ctx)
  const { entry, row } = await lockBoth(ctx, asked)
  await refuseUnsafeCall(ctx, entry, { marked: row.safe, past: asked.past })
  if (asked.result === 'unsafe') await neverCall(ctx, entry)
  const saved = await noteAttempt(ctx, row, { result: asked.result, staffId })
  if (asked.result === 'reached') await recover(ctx, entry)
  return show(ctx, saved)
}

/** To whoever reached the caller; back to the queue if they are in another contact or not at the desk. */
async function recover(ctx: Ctx, entry: Entry): Promise<void> {
  if (entry.state !== 'ended') return
  const { staffId } = personIn(ctx)
  const { county, contactId } = entry
  const at = { staffId, county }
  const operator = await findOperator(ctx, at)
  const opened = { ending: null, endedAt: null, isCallBack: true }
  if (!operator || operator.contactId) {
    const state = afterMove(entry.state, 'reopen')
    await change(ctx, entry, { ...opened, state, holderId: null, heldSince: null })
    await ctx.happened('queue.returned', { county, contactId, body: { cause: 'reached' } })
    return
  }
  const state = afterMove(entry.state, 'undo')
  const answeredAt = entry.answeredAt ?? ctx.now
  await change(ctx, entry, { ...opened, state, answeredAt, holderId: staffId, heldSince: ctx.now })
  await engage(ctx, at, contactId)
  await ctx.happened('queue.answered', { county, contactId, staffId, body: { byCallBack: true } })
}
