/** The door of on-call: earlier chapters come in here and nowhere else. */
import { createHash } from 'node:crypto'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { isKnownHost, type Subscription, sealedPlace } from './push.ts'
import { addDevice as saveDevice } from './teams.store.ts'

export { endAlarms, raise as raiseAlarm } from './alarms.ts'
export { askTeam, describe, page, stop } from './ladder.ts'
export { readReply, seen } from './reach.ts'
export {
  freeTeam,
  membersOf,
  refuseUnlessFree,
  setTeamStatus,
  teamName,
  teamsOf,
} from './teams.ts'

/** A phone that agreed to be woken. The same phone again replaces what was known of it. */
export async function addDevice(ctx: Ctx, subscription: Subscription): Promise<void> {
  if (!isKnownHost(subscription.endpoint))
    throw new Refusal('bad_input', { issues: [{ path: 'endpoint', code: 'unknown_host' }] })
  const { staffId } = identity.personIn(ctx)
  const county: CountyCode = identity.countyOf(ctx)
  const endpointHash = createHash('sha256').update(subscription.endpoint).digest()
  await saveDevice(ctx, {
    endpointHash,
    county,
    staffId,
    subscription: await ctx.fields.seal(county, sealedPlace(endpointHash), JSON.stringify(subscription)),
    addedAt: ctx.now,
  })
  await ctx.happened('oncall.deviceAdded', { county, staffId })
}
