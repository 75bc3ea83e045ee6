import type { Brief } from '@veghe/shared/intake/intake.contract.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { z } from 'zod'
import { lastRecorded } from '../audit/audit.ts'
import { personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { heard, isDiscreet, wayOf } from './contact.view.ts'
import { readContact } from './contacts.store.ts'
import { openHint } from './hints.ts'
import { openPlace } from './places.ts'

/** What a colleague reads of a call they are asked about. That they read it is a fact, once for each time they are asked. */
export async function brief(
  ctx: Ctx,
  { contactId }: { contactId: ContactId },
): Promise<z.input<typeof Brief>> {
  const { staffId } = personIn(ctx)
  const row = await readContact(ctx, contactId)
  const standing = await queue.standing(ctx, contactId)
  const consult = standing?.consult
  if (!standing || consult?.staffId !== staffId) throw new Refusal('no_consult')
  const { holder, supervisor, isAside, answeredAt, queueClass } = standing

  const last = await lastRecorded(ctx, { kind: 'intake.briefed', by: staffId, contactId })
  if (!last || last < consult.since) await ctx.happened('intake.briefed', { county: row.county, contactId })
  return {
    ...{ id: contactId, receivedAt: row.receivedAt, answeredAt, callEndedAt: row.callEndedAt },
    ...{ holder, supervisor, isAside, queueClass, stage: consult.stage },
    ...wayOf(row),
    isDiscreet: isDiscreet(row, standing),
    place: await openPlace(ctx, row),
    hint: await openHint(ctx, row, 'contacts'),
    heard: await heard(ctx, row),
  }
}
