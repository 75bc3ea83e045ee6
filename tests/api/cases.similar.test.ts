import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, deskChapters, floresti } from '../support/desk.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

/** A case about Mihai Kovács in Florești, reported from a number. */
async function known(number: string) {
  const { operator, contactId } = await atWork(world, { number, place: floresti })
  const { caseId } = await operator.does('cases.open', { contactId })
  await operator.does('cases.addPerson', { caseId, role: 'child', name: 'Mihai Kovács' })
  return caseId
}

test('a report from the same number, place or about the same name is suggested, with the reasons, and never joined', async () => {
  const caseId = await known('+40700000201')
  const { operator, contactId } = await atWork(world, { number: '+40700000201', place: floresti })
  await operator.does('intake.saveForm', { contactId, fields: { child_name: 'Covaci Mihai' } })

  const suggested = await operator.asks('intake.suggestCases', { contactId })

  expect(suggested.find((one) => one.caseId === caseId)).toMatchObject({
    ...{ state: 'open', place: 'Florești', openedAt: expect.any(Date) },
    because: ['same_number', 'same_unit', 'same_address', 'same_name'],
  })
  expect(await operator.asks('intake.contact', { contactId })).toMatchObject({ caseId: null })
})

test('a name heard elsewhere is enough when it is whole; a first name alone is not', async () => {
  const caseId = await known('+40700000202')
  const suggestedFor = async (child_name: string) => {
    const { operator, contactId } = await atWork(world)
    await operator.does('intake.saveForm', { contactId, fields: { child_name } })
    return (await operator.asks('intake.suggestCases', { contactId })).find((one) => one.caseId === caseId)
  }

  expect(await suggestedFor('Kovacs Mihai')).toMatchObject({ because: ['same_name'] })
  expect(await suggestedFor('Mihai')).toBeUndefined()
})

test('a case next door is suggested only while it is young', async () => {
  const caseId = await known('+40700000203')
  world.at(new Date(world.now().getTime() + 31 * 86_400_000).toISOString())

  const { operator, contactId } = await atWork(world, { place: floresti })

  const suggested = await operator.asks('intake.suggestCases', { contactId })
  expect(suggested.map((one) => one.caseId)).not.toContain(caseId)
})

test('who reported is never found by name, and another county’s case is not told of', async () => {
  const { operator: first, contactId: about } = await atWork(world)
  const { caseId } = await first.does('cases.open', { contactId: about })
  await first.does('cases.addPerson', { caseId, role: 'reporter', name: 'Zenobia Vecerdea' })
  const { operator, contactId } = await atWork(world)
  await operator.does('intake.saveForm', { contactId, fields: { child_name: 'Zenobia Vecerdea' } })

  expect(await operator.asks('intake.suggestCases', { contactId })).toEqual([])
})
