import { sameUnitForMs } from '@veghe/shared/cases/cases.settings.ts'
import { isLikelyAddress, isLikelyName } from '@veghe/shared/cases/likeness.rules.ts'
import type { CaseSuggestion } from '@veghe/shared/intake/intake.contract.ts'
import type { CaseId } from '@veghe/shared/kernel/ids.ts'
import { after } from '@veghe/shared/kernel/time.ts'
import { unitName } from '../directory/directory.ts'
import type { Ctx } from '../platform/context.ts'
import { openPlace } from './cases.change.ts'
import { nameOf } from './cases.persons.ts'
import type { CaseRow } from './cases.store.ts'
import * as store from './persons.store.ts'

/** What a new report tells: the number it came from, the unit, and words of names and addresses as they were said. */
export type Told = { numberHash: Buffer | null; unit: number | null; words: string }

type Because = CaseSuggestion['because'][number]

const mostSuggestions = 8

/** Cases that may be about the same child, with the reasons; the more reasons the higher. */
export async function similar(ctx: Ctx, told: Told): Promise<CaseSuggestion[]> {
  const because = new Map<CaseId, Set<Because>>()
  const add = (id: CaseId, reason: Because) => because.set(id, (because.get(id) ?? new Set()).add(reason))

  for (const id of await byNumber(ctx, told)) add(id, 'same_number')
  for (const row of await inUnit(ctx, told)) {
    add(row.id, 'same_unit')
    const place = await openPlace(ctx, row)
    if (place && isLikelyAddress(told.words, place.address)) add(row.id, 'same_address')
  }
  const sharing = await byName(ctx, told)
  const rows = await store.casesByIds(ctx, [...because.keys(), ...sharing.map(({ caseId }) => caseId)])
  for (const { caseId, hits, words } of sharing) {
    const inSameUnit = told.unit !== null && rows.find(({ id }) => id === caseId)?.unit === told.unit
    if (isLikelyName({ hits, words, inSameUnit })) add(caseId, 'same_name')
  }
  return rows
    .flatMap((row) => suggestionOf(row, because.get(row.id)))
    .toSorted((a, b) => b.because.length - a.because.length || b.openedAt.getTime() - a.openedAt.getTime())
    .slice(0, mostSuggestions)
}

function suggestionOf(row: CaseRow, because: ReadonlySet<Because> | undefined): CaseSuggestion[] {
  if (!because) return []
  const { id, number, priority, state, unit, openedAt } = row
  return [{ caseId: id, number, priority, state, openedAt, place: unitName(unit), because: [...because] }]
}

const byNumber = async (ctx: Ctx, { numberHash }: Told): Promise<CaseId[]> =>
  numberHash ? store.casesByNumber(ctx, numberHash) : []

const inUnit = async (ctx: Ctx, { unit }: Told): Promise<CaseRow[]> =>
  unit === null ? [] : store.casesInUnit(ctx, { unit, since: after(ctx.now, -sameUnitForMs) })

/** Found by keyed hashes, then decrypted and compared word by word, as written or as it sounds. */
async function byName(ctx: Ctx, { words: said }: Told) {
  const { askHashes } = ctx.fields.matching
  const asked = askHashes(said)
  if (asked.length === 0) return []
  const found = await store.casesByWords(
    ctx,
    asked.flatMap(({ word, sound }) => [word, sound]),
  )
  return Promise.all(
    found.map(async ({ caseId, person }) => {
      const named = askHashes(await nameOf(ctx, person))
      const isSaid = (name: (typeof named)[number]) =>
        asked.some(({ word, sound }) => word.equals(name.word) || sound.equals(name.sound))
      return { caseId, hits: named.filter(isSaid).length, words: named.length }
    }),
  )
}
