import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { between } from '@veghe/shared/kernel/time.ts'
import { undoMs } from '@veghe/shared/triage/triage.settings.ts'
import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'
import { planHangUp } from '../telephony/telephony.ts'
import { lockContact, saveContact } from './contacts.store.ts'
import { shown } from './intake.boards.ts'
import { lineOf } from './line.ts'

/**
 * A contact that was closed while the caller was still on the line has nobody to talk to any more. The line is ended
 * once the closing can no longer be taken back.
 */
export const endLine = defineJob({
  name: 'intake.endLine',
  payload: z.object({ contactId: ContactId }),
  attempts: 10,
  run: async (ctx, { contactId }) => {
    const contact = await lockContact(ctx, contactId)
    const { county, closedAt } = contact
    // Closed anew, it can be taken back anew, and that closing has left work of its own.
    if (!closedAt || between(closedAt, ctx.now) < undoMs) return
    const callSid = await lineOf(ctx, contact)
    if (callSid) await planHangUp(ctx, { county, contactId, callSid })
  },
})

/** Something about it that stands elsewhere is to be read anew. */
export const showAgain = defineJob({
  name: 'intake.showAgain',
  payload: z.object({ contactId: ContactId }),
  attempts: 5,
  run: async (ctx, { contactId }) =>
    shown(ctx, await saveContact(ctx, await lockContact(ctx, contactId), {})),
})
