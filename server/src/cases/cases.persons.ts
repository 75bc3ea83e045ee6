import type { SeenBy } from '@veghe/shared/cases/cases.codes.ts'
import type { CasePerson, casesApi } from '@veghe/shared/cases/cases.contract.ts'
import type { ChildState } from '@veghe/shared/cases/cases.rules.ts'
import type { SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import type { Input } from '@veghe/shared/kernel/contract.ts'
import { type CaseId, type CountyCode, newId, type PersonId } from '@veghe/shared/kernel/ids.ts'
import * as dispatch from '../dispatch/dispatch.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, change, lockOpen, lockSeen, moved, noClosing } from './cases.change.ts'
import type { PersonInCase } from './persons.store.ts'
import * as store from './persons.store.ts'

type Added = Input<(typeof casesApi)['cases.addPerson']>
type Changed = Input<(typeof casesApi)['cases.changePerson']>
type Moved = { caseId: CaseId; version: number }

/** Who reported is kept under keys of its own, and no word of it is matched: it must not be found by accident. */
const sealingFor = (ctx: Ctx, role: Added['role']) => (role === 'reporter' ? ctx.fields.vault : ctx.fields)

const placeOf = (column: 'name' | 'note', id: PersonId) => `persons|${column}|${id}`

async function sealed(ctx: Ctx, at: { county: CountyCode; id: PersonId }, fields: Added) {
  const { seal } = sealingFor(ctx, fields.role)
  const { name, note, ageYears, ageGuessed, sex } = fields
  return {
    ...{ ...at, ageYears, ageGuessed, sex, changedAt: ctx.now },
    name: await seal(at.county, placeOf('name', at.id), name),
    note: await seal(at.county, placeOf('note', at.id), note),
    words: fields.role === 'reporter' ? [] : ctx.fields.matching.wordHashes(name),
  }
}

/** A child without a name is a whole child: only the role must be known. */
export async function addPerson(ctx: Ctx, added: Added): Promise<{ personId: PersonId; version: number }> {
  const { caseId, role } = added
  const row = await lockOpen(ctx, caseId)
  const { county } = row
  const id = newId<PersonId>(ctx.now)
  const atRisk = role === 'child' && added.atRisk
  await store.insertPerson(ctx, {
    person: await sealed(ctx, { county, id }, added),
    part: {
      ...{ caseId, personId: id, county, role, atRisk },
      ...{ seenAt: null, seenBy: null, safeAt: null, safeHow: null },
    },
  })
  await ctx.happened('cases.personAdded', { ...aboutOf(row), body: { personId: id, role, atRisk } })
  await briefChildren(ctx, caseId)
  return { personId: id, version: (await change(ctx, row, noClosing)).version }
}

/** The first report that a child was seen or safe stands. */
export async function changePerson(ctx: Ctx, changed: Changed): Promise<Moved> {
  const { caseId, personId, role, seen, safe } = changed
  const row = await lockSeen(ctx, changed)
  const { person, part } = await store.findPerson(ctx, caseId, personId)
  const atRisk = role === 'child' && changed.atRisk
  const { county } = row
  await store.savePerson(ctx, {
    person: { ...person, ...(await sealed(ctx, { county, id: personId }, changed)) },
    part: marked({ ...part, role, atRisk }, ctx.now, { seen, safe }),
  })
  const body = { personId, role, atRisk, seenBy: seen?.by ?? null, safeHow: safe?.how ?? null }
  await ctx.happened('cases.personChanged', { ...aboutOf(row), body })
  await briefChildren(ctx, caseId)
  return moved(await change(ctx, row, noClosing))
}

type Marks = {
  seen?: { at: Date; by: SeenBy } | undefined
  safe?: { at: Date; how: SafeHow } | undefined
}

/** Nobody was seen in the future, whatever a clock elsewhere says. */
function marked(part: store.PartRow, now: Date, { seen, safe }: Marks): store.PartRow {
  const until = (at: Date): Date => (at > now ? now : at)
  return {
    ...part,
    ...(seen && part.seenAt === null ? { seenAt: until(seen.at), seenBy: seen.by } : {}),
    ...(safe && part.safeAt === null ? { safeAt: until(safe.at), safeHow: safe.how } : {}),
  }
}

const isChild = ({ part }: PersonInCase): boolean => part.role === 'child'

/** A team saw the children of the case. */
export async function markSeen(ctx: Ctx, caseId: CaseId, at: Date): Promise<void> {
  const children = (await store.personsOf(ctx, caseId)).filter(isChild)
  for (const { part } of children) {
    await store.savePart(ctx, marked(part, ctx.now, { seen: { at, by: 'team' } }))
  }
}

/** T9 of one child, or of all who were at risk; with nobody marked so, of all. A child who is safe was seen. */
export async function markSafe(
  ctx: Ctx,
  caseId: CaseId,
  said: { at: Date; how: SafeHow; personId: PersonId | null },
): Promise<void> {
  const children = (await store.personsOf(ctx, caseId)).filter(isChild)
  const atRisk = children.filter(({ part }) => part.atRisk)
  const meant = said.personId
    ? children.filter(({ person }) => person.id === said.personId)
    : atRisk.length > 0
      ? atRisk
      : children
  const { at, how } = said
  for (const { part } of meant) {
    await store.savePart(ctx, marked(part, ctx.now, { seen: { at, by: 'team' }, safe: { at, how } }))
  }
  await briefChildren(ctx, caseId)
}

/** Of anyone but a reporter: those are kept elsewhere. */
export const nameOf = (ctx: Ctx, { id, county, name }: store.PersonRow): Promise<string> =>
  ctx.fields.open(county, placeOf('name', id), name)

/** What a team under way must know of the children. */
export async function childrenOf(ctx: Ctx, caseId: CaseId): Promise<dispatch.Briefing['children']> {
  const children = (await store.personsOf(ctx, caseId)).filter(isChild)
  return Promise.all(
    children.map(async ({ person, part: { safeAt } }) => ({
      ...{ id: person.id, ageYears: person.ageYears, safeAt, name: await nameOf(ctx, person) },
    })),
  )
}

async function briefChildren(ctx: Ctx, caseId: CaseId): Promise<void> {
  await dispatch.brief(ctx, caseId, { children: await childrenOf(ctx, caseId) })
}

export async function childStates(ctx: Ctx, caseId: CaseId): Promise<ChildState[]> {
  const children = (await store.personsOf(ctx, caseId)).filter(isChild)
  return children.map(({ person: { ageYears: age }, part: { atRisk, seenAt, safeAt } }) => ({
    ...{ age, atRisk, seenAt, safeAt },
  }))
}

/** Whoever may not open the vault is told that there is a reporter and not who. */
export async function personsShown(ctx: Ctx, caseId: CaseId, seesVault: boolean): Promise<CasePerson[]> {
  const found = await store.personsOf(ctx, caseId)
  return Promise.all(
    found.map(async ({ person, part }) => {
      const { id, county, ageYears, ageGuessed, sex } = person
      const { role, atRisk, seenAt, seenBy, safeAt, safeHow } = part
      const { open } = sealingFor(ctx, role)
      const isHidden = role === 'reporter' && !seesVault
      return {
        ...{ id, ageYears, ageGuessed, sex, role, atRisk, seenAt, seenBy, safeAt, safeHow },
        name: isHidden ? '' : await open(county, placeOf('name', id), person.name),
        note: isHidden ? '' : await open(county, placeOf('note', id), person.note),
      }
    }),
  )
}
