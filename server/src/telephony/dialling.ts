import { ContactId, type CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { z } from 'zod'
import type { Ctx } from '../platform/context.ts'
import { defineJob } from '../platform/jobs.ts'
import { sendIntent } from './telephony.jobs.ts'
import * as store from './telephony.store.ts'
import { planHangUp } from './telephony.ts'
import { contactQuery } from './twiml.ts'

/* A call to somebody who is to speak with a desk of ours: written down with the wish, dialled once the desk has sound. */

type Wish = { county: CountyCode; contactId: ContactId; subjectId: string; to: string }

/** Writes the wish down and dials nothing yet. Whoever picks up asks `/twilio/called` where to go. */
export async function planDial(ctx: Ctx, { county, contactId, subjectId, to }: Wish): Promise<string> {
  const id = newId<string>(ctx.now)
  await store.insertIntent(ctx, {
    ...{ id, county, subjectId, kind: 'call', purpose: 'queue.callBack', status: 'planned' },
    toNumber: await ctx.fields.vault.seal(county, `intents|to_number|${id}`, to),
    path: `/twilio/called?${contactQuery({ contactId, county })}&intent=${id}`,
    ...{ createdAt: ctx.now, dueAt: ctx.now, changedAt: ctx.now },
  })
  return id
}

export const dialNow = (ctx: Ctx, intentId: string): void =>
  sendIntent.later(ctx, { key: intentId, runAt: ctx.now, payload: { intentId } })

/** Nobody waits for it any more: it is not dialled, or hung up on where the carrier has it already. */
export const withdrawDial = (ctx: Ctx, of: { intentId: string; contactId: ContactId }): void =>
  withdraw.later(ctx, { key: of.intentId, runAt: ctx.now, payload: of })

/**
 * A job of its own, because a report takes hold of the intent first and of the contact after it. One that is just
 * being asked for is ended by whoever is told that it was placed, and asked for no second time.
 */
export const withdraw = defineJob({
  name: 'telephony.withdrawDial',
  payload: z.object({ intentId: z.uuid(), contactId: ContactId }),
  attempts: 20,
  run: async (ctx, { intentId, contactId }) => {
    const row = await store.lockIntent(ctx, { id: intentId })
    if (row?.status === 'planned') await store.saveIntent(ctx, intentId, { status: 'canceled' })
    else if (row?.providerSid)
      await planHangUp(ctx, { county: row.county, contactId, callSid: row.providerSid })
  },
})
