import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { after, seconds } from '@veghe/shared/kernel/time.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as alarms from './alarms.ts'
import { ladderRow } from './ladder.store.ts'
import { dutyOfficers } from './teams.ts'
import * as store from './watch.store.ts'

/** Both beat every few seconds; three missed beats are a silence. */
const silentAfterMs = seconds(15)

/** When each kind of process last said that it is at work. */
export type Beats = Readonly<Partial<Record<string, Date>>>

const silences = [
  { kind: 'worker_silent', of: 'worker' },
  { kind: 'relay_silent', of: 'relay' },
] as const

/**
 * One round of the watchdog, from Postgres alone: a late step, a silent worker, a silent relay. Raises what is new,
 * ends what is over, and returns the counties whose duty officer must be called now.
 */
export async function watchOnce(ctx: Ctx, beats: Beats): Promise<CountyCode[]> {
  const called = await watchSteps(ctx)
  for (const silence of silences) called.push(...(await watchSilence(ctx, beats, silence)))
  return [...new Set(called)]
}

async function watchSteps(ctx: Ctx): Promise<CountyCode[]> {
  const late = await store.lateSteps(ctx)
  const called: CountyCode[] = []
  for (const { county, dispatchId } of late) {
    const row = await ladderRow(ctx, dispatchId)
    if (!row) continue
    const { caseId, caseNumber, priority, unit, teamId } = row
    const trouble = { county, kind: 'page_late' as const, subject: dispatchId, dispatchId }
    if (await alarms.raise(ctx, { ...trouble, caseId, caseNumber, priority, unit, teamId }))
      called.push(county)
  }
  const stillLate = new Set<string>(late.map(({ dispatchId }) => dispatchId))
  for (const { county, subject } of await store.openOfKind(ctx, 'page_late')) {
    if (!stillLate.has(subject)) await alarms.endAlarms(ctx, { county, kind: 'page_late', subject })
  }
  return called
}

async function watchSilence(
  ctx: Ctx,
  beats: Beats,
  { kind, of }: (typeof silences)[number],
): Promise<CountyCode[]> {
  const last = beats[of]
  const isSilent = !last || last < after(ctx.now, -silentAfterMs)
  if (!isSilent) {
    for (const { county, subject } of await store.openOfKind(ctx, kind)) {
      await alarms.endAlarms(ctx, { county, kind, subject })
    }
    return []
  }
  const called: CountyCode[] = []
  for (const county of await store.countiesOnDuty(ctx)) {
    if (await alarms.raise(ctx, { county, kind, subject: of, priority: 'P1' })) called.push(county)
  }
  return called
}

/** The phone of whoever answers for the county now; the first officer there is when nobody is on shift. */
export async function phoneOnDuty(ctx: Ctx, county: CountyCode): Promise<string | null> {
  const onShift: StaffId[] = await dutyOfficers(ctx, county)
  const anybody = onShift.length > 0 ? onShift : await identity.membersWith(ctx, county, 'duty_officer')
  for (const staffId of anybody) {
    const phone = await identity.phoneOf(ctx, staffId)
    if (phone) return phone
  }
  return null
}
