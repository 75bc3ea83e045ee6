import type { intakeApi } from '@veghe/shared/intake/intake.contract.ts'
import type { Answer, Input } from '@veghe/shared/kernel/contract.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { between, seconds } from '@veghe/shared/kernel/time.ts'
import { undoMs } from '@veghe/shared/triage/triage.settings.ts'
import type { Config } from '../platform/config.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { mayReach } from '../telephony/reach.ts'
import { type Contact, lockContact } from './contacts.store.ts'

/** By then the line of a closed contact has been ended. */
const endedWithinMs = undoMs + seconds(10)

/**
 * Closed a moment ago, their own call is not over: their telephone would be busy with us. That it has ended may never be
 * told, and nobody is kept from being called for that.
 */
const isStillUp = ({ now }: Ctx, { callState, closedAt }: Contact): boolean =>
  callState !== null && callState !== 'ended' && closedAt !== null && between(closedAt, now) < endedWithinMs

/**
 * The number goes from the vault to the carrier; whoever calls sees nothing of it. Nobody is called without a number to
 * show that names no line: whoever else picks up that telephone, or only looks at it, must not learn who called.
 */
export async function dialCallBack(
  ctx: Ctx,
  asked: Input<(typeof intakeApi)['intake.dialCallBack']>,
  config: Config,
): Promise<Answer<(typeof intakeApi)['intake.dialCallBack']>> {
  if (config.callBackNumber === null) throw new Refusal('no_neutral_number')
  const contactId = await queue.contactOfCallBack(ctx, asked.callBackId)
  const contact = await lockContact(ctx, contactId)
  const { county, number } = contact
  if (isStillUp(ctx, contact)) throw new Refusal('line_still_up')
  if (!number) throw new Refusal('no_number')
  const to = await ctx.fields.vault.open(county, `contacts|number|${contactId}`, number)
  if (!mayReach(config, to)) throw new Refusal('number_not_allowed')
  await queue.beginCallBack(ctx, asked, to)
  return { contactId }
}
