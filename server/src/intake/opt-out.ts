import { carrierOptOut } from '@veghe/shared/intake/opt-out.rules.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Ctx } from '../platform/context.ts'
import type { Contact } from './contacts.store.ts'
import { lastWord } from './messages.store.ts'

type Of = Pick<Contact, 'numberHash'>

/**
 * Whether this number asked for no more texts, to us or to the carrier, and has not written since. It closes nothing
 * and keeps nobody from calling.
 */
export async function hasOptedOut(ctx: Ctx, { numberHash }: Of): Promise<boolean> {
  const last = numberHash && (await lastWord(ctx, numberHash))
  return last ? last.isOptOut || last.errorCode === carrierOptOut : false
}

export async function refuseIfOptedOut(ctx: Ctx, contact: Of): Promise<void> {
  if (await hasOptedOut(ctx, contact)) throw new Refusal('opted_out')
}
