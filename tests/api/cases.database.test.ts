import { newId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { atWork, deskChapters, floresti } from '../support/desk.ts'

let world: World
/** A case with everything that can be written about one. */
let caseId: string
let operatorId: string
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
  const { operator, contactId } = await atWork(world, { number: '+40700000123', place: floresti })
  const opened = await operator.does('cases.open', { contactId })
  caseId = opened.caseId
  operatorId = operator.staffId
  await operator.does('cases.addPerson', { caseId: opened.caseId, role: 'child', name: 'Mihai', ageYears: 9 })
  await operator.does('cases.addPerson', { caseId: opened.caseId, role: 'parent', name: 'Elena' })
  await operator.does('cases.note', { caseId: opened.caseId, kind: 'fact', text: 'Nu răspunde nimeni.' })
  await operator.does('cases.called112', { caseId: opened.caseId, at: world.now(), reference: 'CJ-1' })
})
afterAll(() => world.stop())

/** As the database's superuser, whom no row-level security stops: only the rule itself can. */
const breaks = async (sql: string): Promise<string> => {
  const filled = sql.replaceAll(':me', `'${operatorId}'`).replaceAll(':case', `'${caseId}'`)
  try {
    await runSql(world.database.superUrl, filled)
    return 'accepted'
  } catch (error) {
    return error instanceof Error && 'constraint' in error ? String(error.constraint) : String(error)
  }
}
const nobody = `'${newId()}'`
const closed = `state = 'closed', closed_at = now(), closed_by = :me, outcome = 'police'`

test.for([
  ['a case in no state', `update cases set state = 'paused'`, /^cases_(state|closed)$/],
  ['a class that is none', `update cases set priority = 'P?'`, 'cases_priority'],
  [
    'a closed case without an outcome',
    `update cases set state = 'closed', closed_at = now()`,
    'cases_closed',
  ],
  ['a closed case that nobody is next responsible for', `update cases set ${closed}`, 'cases_closed'],
  ['an open case with an outcome', `update cases set outcome = 'police'`, 'cases_closed'],
  ['a closing proposed by nobody', `update cases set closing_outcome = 'unfounded'`, 'cases_closing'],
  [
    'a closing confirmed by whoever proposed it',
    `update cases set ${closed}, next_body = 'x', closing_outcome = 'unfounded', closing_by = :me, closing_at = now()`,
    'cases_other_person',
  ],
  ['a case opened by a stranger', `update cases set opened_by = ${nobody}`, /opened_by/],
  ['a counter below nought', `update case_numbers set last = -1`, 'case_numbers_count'],
  ['a place told by a contact nobody received', `update cases set place_from = ${nobody}`, /place_from/],
  ['a step of a dispatch nobody sent', `update cases set dispatch_id = ${nobody}`, /dispatch_id/],
  ['a contact nobody received', `update case_contacts set contact_id = ${nobody}`, /contact_id/],
  ['a contact of no case', `update case_contacts set case_id = ${nobody}`, /case_id/],
  ['more of a number than three digits', `update case_contacts set digits = '0123'`, 'case_contacts_digits'],
  ['a person of no known sex', `update persons set sex = 'x'`, 'persons_sex'],
  ['an age nobody reaches', `update persons set age_years = 130`, 'persons_age'],
  ['a person in no role', `update case_persons set role = 'friend'`, 'case_persons_role'],
  ['a parent as a child at risk', `update case_persons set at_risk = true`, 'case_persons_at_risk'],
  ['a child seen by nobody', `update case_persons set seen_at = now()`, 'case_persons_seen'],
  ['a child safe nobody knows how', `update case_persons set safe_at = now()`, 'case_persons_safe'],
  ['a part of nobody', `update case_persons set person_id = ${nobody}`, /person_id/],
  ['a person gone from under their case', `delete from persons`, /person_id/],
  ['a case gone from under its notes', `delete from cases`, /case_id/],
  ['a note of no kind', `update notes set kind = 'rumour'`, 'notes_kind'],
  ['a note by a stranger', `update notes set written_by = ${nobody}`, /written_by/],
  [
    'a call to 112 about a contact nobody received',
    `update calls_112 set contact_id = ${nobody}`,
    /contact_id/,
  ],
  ['a call to 112 about nothing', `update calls_112 set case_id = null`, 'calls_112_about'],
  ['a reference that is a text', `update calls_112 set reference = 'Popescu a zis'`, 'calls_112_reference'],
] as const)('the database refuses %s', async ([, sql, constraint]) => {
  expect(await breaks(sql)).toMatch(constraint)
})

test.for([
  [
    'the same number twice in a county',
    `insert into cases (id, county, number, priority, opened_at, opened_by, changed_at)
      select gen_random_uuid(), county, number, 'P3', now(), opened_by, now() from cases`,
    'cases_number',
  ],
  [
    'a contact in two cases',
    `insert into case_contacts (contact_id, case_id, county, linked_at, linked_by)
      select contact_id, case_id, county, now(), linked_by from case_contacts`,
    'case_contacts_pkey',
  ],
  [
    'a person twice in one case',
    `insert into case_persons (case_id, person_id, county, role, at_risk)
      select case_id, person_id, county, 'other', false from case_persons`,
    'case_persons_case_id_person_id_pk',
  ],
  [
    'two counters of one county and year',
    `insert into case_numbers (county, year, last) select county, year, 0 from case_numbers`,
    'case_numbers_county_year_pk',
  ],
] as const)('the database refuses %s', async ([, sql, constraint]) => {
  expect(await breaks(sql)).toBe(constraint)
})
