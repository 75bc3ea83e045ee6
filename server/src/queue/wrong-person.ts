import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { afterWrongPerson } from '@veghe/shared/queue/call-backs.rules.ts'
import type { WrongPerson } from '@veghe/shared/queue/queue.codes.ts'
import { afterMove } from '@veghe/shared/queue/queue.rules.ts'
import type { Ctx } from '../platform/context.ts'
import { planHangUp } from '../telephony/telephony.ts'
import * as store from './call-backs.store.ts'
import { remind, type Shown, show } from './call-backs.ts'
import { calledLine } from './calling-back.ts'
import type { Entry } from './entries.store.ts'
import { change } from './entries.ts'
import { neverCall } from './marks.ts'
import { lockHeld } from './moving.ts'
import { free } from './operators.ts'

type Asked = { contactId: ContactId; who: WrongPerson }

/** Somebody else picked up. The line is ended, and whoever was to be called is owed a call as before. */
export async function wrongPerson(ctx: Ctx, { contactId, who }: Asked): Promise<Shown> {
  const entry = await lockHeld(ctx, contactId)
  if (who === 'unsafe') await neverCall(ctx, entry)
  const row = await store.lockNewest(ctx, contactId)
  if (entry.state !== 'held' || !entry.isCallBack || !row) throw new Refusal('not_called_back')
  const { county, id: callBackId } = row
  const { state, safe, dueAt } = afterWrongPerson(row, who, ctx.now)
  await store.correctAttempt(ctx, callBackId, who)
  await ctx.happened('queue.callBackCorrected', { county, contactId, body: { callBackId, result: who } })
  const callSid = await calledLine(ctx, contactId)
  if (callSid) await planHangUp(ctx, { county, contactId, callSid })
  await putDown(ctx, entry)
  const saved = await store.saveCallBack(ctx, callBackId, {
    ...{ state, safe, dueAt, remindedAt: null, closedAt: null },
  })
  remind(ctx, saved)
  return show(ctx, saved)
}

/** As it stood before the call: over, and in nobody's hands. */
async function putDown(ctx: Ctx, entry: Entry): Promise<void> {
  const state = afterMove(entry.state, 'finish')
  const over = { state, live: false, isCallBack: false, ending: 'abandoned' as const, endedAt: ctx.now }
  await change(ctx, entry, over)
  await free(ctx, entry.contactId)
}
