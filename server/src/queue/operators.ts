import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { OperatorEntry } from '@veghe/shared/queue/queue.contract.ts'
import type { z } from 'zod'
import { countyOf, namesOf, personIn } from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { isCallingBack } from './calling-back.store.ts'
import * as store from './operators.store.ts'

type Entry = z.input<typeof OperatorEntry>

/** What one says of oneself in mid-contact counts from the end of the contact. */
export async function setStatus(ctx: Ctx, status: 'available' | 'break' | 'off'): Promise<Entry> {
  const { staffId, county } = personIn(ctx)
  const row = await store.saveStatus(ctx, { staffId, county, status })
  if (!row) throw new Refusal('not_found')
  await ctx.happened('queue.statusSet', { county, staffId, body: { status } })
  return show(ctx, row)
}

export async function operators(ctx: Ctx): Promise<Entry[]> {
  return presentOperators(ctx, await store.operatorsOf(ctx, countyOf(ctx)))
}

/** Refused early, with the true reason, before any contact is touched. */
export async function refuseUnlessFree(ctx: Ctx, at: store.AtPost): Promise<void> {
  const row = await store.findOperator(ctx, at)
  const inHand = row?.contactId ?? row?.helpsWith
  if (inHand) throw new Refusal('operator_has_contact', { contactId: inHand })
  if (row?.status !== 'available') throw new Refusal('operator_not_available')
  if (await isCallingBack(ctx, at.staffId)) throw new Refusal('operator_has_contact')
}

/** From now on they are in this contact, and in no other. */
export async function engage(ctx: Ctx, at: store.AtPost, contactId: ContactId): Promise<void> {
  const row = await store.occupy(ctx, at, contactId)
  if (!row) throw new Refusal('operator_has_contact')
  await show(ctx, row)
}

/** Whoever was in this contact is not any more. */
export async function free(ctx: Ctx, contactId: ContactId): Promise<void> {
  const row = await store.vacate(ctx, contactId)
  if (row) await show(ctx, row)
}

/** From now on they are in a call that somebody else holds, and are served nothing. */
export async function standBeside(ctx: Ctx, at: store.AtPost, contactId: ContactId): Promise<void> {
  const row = await store.besides(ctx, at, contactId)
  if (row) return void (await show(ctx, row))
  await refuseUnlessFree(ctx, at)
  throw new Refusal('changed_meanwhile')
}

export async function leaveSide(ctx: Ctx, contactId: ContactId, as: { takes: boolean }): Promise<void> {
  const row = await store.leavesSide(ctx, contactId, as)
  if (row) await show(ctx, row)
}

/** Whoever is asked has nothing else in hand. Refused before anybody is disturbed. */
export async function refuseUnlessAskable(ctx: Ctx, at: store.AtPost): Promise<void> {
  const row = await store.findOperator(ctx, at)
  if (row?.contactId || row?.helpsWith) throw new Refusal('colleague_busy')
  if (await isCallingBack(ctx, at.staffId)) throw new Refusal('colleague_busy')
  if (row?.status !== 'available') throw new Refusal('colleague_away')
}

async function show(ctx: Ctx, row: store.OperatorState): Promise<Entry> {
  const [entry] = await presentOperators(ctx, [row])
  if (!entry) throw new Refusal('bug', { reason: 'operator_not_presented' })
  ctx.tell('operator.changed', entry, { county: row.county })
  return entry
}

export async function presentOperators(ctx: Ctx, rows: readonly store.OperatorState[]): Promise<Entry[]> {
  const names = await namesOf(
    ctx,
    rows.map(({ staffId }) => staffId),
  )
  return rows.map(({ staffId, version, status, since, contactId, helpsWith, changedAt }) => ({
    ...{ id: staffId, version, since, contactId, changedAt },
    name: names.get(staffId) ?? '',
    status: contactId ? ('in_contact' as const) : helpsWith ? ('in_consult' as const) : status,
  }))
}
