/** Reads everything, changes nothing: one clock from ring to safe child, and the ledger that proves nothing is lost. */
import { CaseId, ContactId } from '@veghe/shared/kernel/ids.ts'
import { after, days } from '@veghe/shared/kernel/time.ts'
import type { ContactTimes, Ledger, PhaseFigure } from '@veghe/shared/reporting/reporting.contract.ts'
import { figuresOf, lostOf } from '@veghe/shared/reporting/reporting.rules.ts'
import type { QueueClass } from '@veghe/shared/triage/triage.codes.ts'
import { countyCodes, unitName } from '../directory/directory.ts'
import { countyOf } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import * as store from './reporting.store.ts'

type Asked = { from?: Date | undefined; to?: Date | undefined }

/** Thirty days back unless asked otherwise. */
const periodOf = (ctx: Ctx, { from, to }: Asked): store.Period => ({
  from: from ?? after(ctx.now, -days(30)),
  to: to ?? after(ctx.now, days(1)),
})

export const entryOf = ({ unit, county: _county, ...row }: store.TimesRow): ContactTimes => ({
  ...row,
  place: unitName(unit),
})

export async function times(ctx: Ctx, asked: Asked): Promise<ContactTimes[]> {
  const rows = await store.timesOf(ctx, store.inPeriod([countyOf(ctx)], periodOf(ctx, asked)))
  return rows.map(entryOf)
}

export async function figures(
  ctx: Ctx,
  asked: Asked & { queueClass?: QueueClass | undefined },
): Promise<PhaseFigure[]> {
  const rows = await store.timesOf(ctx, store.inPeriod([countyOf(ctx)], periodOf(ctx, asked)), null)
  const chosen = rows.filter(({ queueClass }) => !asked.queueClass || queueClass === asked.queueClass)
  return figuresOf(chosen.map(({ clock }) => clock))
}

/** Figures of every county, and nothing that is about anybody. */
export async function counties(ctx: Ctx, asked: Asked) {
  const rows = await store.timesOf(ctx, store.inPeriod(countyCodes(), periodOf(ctx, asked)), null)
  const byCounty = Map.groupBy(rows, ({ county }) => county)
  return [...byCounty]
    .map(([county, own]) => ({
      county: county as string, // leaves its brand: a label from here on
      contacts: own.length,
      figures: figuresOf(own.map(({ clock }) => clock)),
    }))
    .toSorted((a, b) => a.county.localeCompare(b.county))
}

/** The last 24 hours unless asked otherwise. */
export const ledgerPeriod = (now: Date, { from, to }: Asked): store.Period => ({
  from: from ?? after(now, -days(1)),
  to: to ?? now,
})

/**
 * `sids` are what the carrier says it carried, null while it cannot be asked. Each is looked up here one by one, so
 * that no two clocks are compared: what it carried and nobody here knows of is lost.
 */
export async function ledger(ctx: Ctx, period: store.Period, sids: string[] | null): Promise<Ledger> {
  const carrierCount = sids?.length ?? null
  const sides = { carrierCount, ...(await store.ledgerSides(ctx, countyOf(ctx), { ...period, sids })) }
  return { ...period, ...sides, lost: lostOf(sides) }
}

/** The lines a fact moves: its contact's, or those of every contact of its case. */
export async function moved(
  ctx: Ctx,
  fact: { contactId?: string; caseId?: string },
): Promise<store.TimesRow[]> {
  if (fact.contactId) return store.timesOf(ctx, store.byContact(ContactId.parse(fact.contactId)))
  if (fact.caseId) return store.timesOf(ctx, store.byCase(CaseId.parse(fact.caseId)))
  return []
}
