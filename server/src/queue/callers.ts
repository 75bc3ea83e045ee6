import type { Ctx } from '../platform/context.ts'
import { planConnect, planHold } from '../telephony/telephony.ts'
import type { Entry } from './entries.store.ts'

/** Whoever is on the line is taken to the conference where the operator comes in. */
export async function connectCaller(ctx: Ctx, { county, contactId, live, callSid }: Entry): Promise<void> {
  if (live && callSid) await planConnect(ctx, { county, contactId, callSid })
}

/** Whoever is on the line hears that somebody is coming, and waits where they waited before. */
export async function holdCaller(ctx: Ctx, { county, contactId, live, callSid }: Entry): Promise<void> {
  if (live && callSid) await planHold(ctx, { county, contactId, callSid })
}
