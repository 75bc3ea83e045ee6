import { newId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { atWork, deskChapters } from '../support/desk.ts'

let world: World
/** A contact with everything triage can write about one: closed with one key, and a proposal that was decided. */
let contactId: string
let operatorId: string
let otherId: string
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
  const { operator, contactId: taken } = await atWork(world)
  const officer = await world.signIn('duty_officer')
  await operator.does('triage.setPriority', { contactId: taken, priority: 'P3' })
  await operator.does('triage.setPriority', { contactId: taken, priority: 'P4', reason: 'misheard' })
  await officer.does('triage.refuseLowering', { contactId: taken, version: 1 })
  await operator.does('triage.dispose', { contactId: taken, disposition: 'Z-04' })
  contactId = taken
  operatorId = operator.staffId
  otherId = officer.staffId
})
afterAll(() => world.stop())

/** As the database's superuser, whom no row-level security stops: only the rule itself can. */
const breaks = async (sql: string): Promise<string> => {
  const filled = sql.replaceAll(':me', `'${operatorId}'`).replaceAll(':other', `'${otherId}'`)
  try {
    await runSql(world.database.superUrl, `${filled} where contact_id = '${contactId}'`)
    return 'accepted'
  } catch (error) {
    return error instanceof Error && 'constraint' in error ? String(error.constraint) : String(error)
  }
}

test.for([
  ['a class that is none', `update assessments set in_force = 'P9'`, 'assessments_in_force'],
  [
    'a class above its own high-water mark',
    `update assessments set in_force = 'P1'`,
    'assessments_high_water',
  ],
  ['a class without a high-water mark', `update assessments set high_water = null`, 'assessments_high_water'],
  ['a class set by nobody', `update assessments set set_by = null`, 'assessments_set'],
  ['an end without an outcome', `update assessments set disposition = null`, 'assessments_ending'],
  ['an end with two outcomes', `update assessments set outcome = 'answered'`, 'assessments_ending'],
  ['an open contact with a disposition', `update assessments set state = 'open'`, 'assessments_ending'],
  ['more of a number than three digits', `update assessments set digits = '0001'`, 'assessments_digits'],
  [
    'a version of the protocol that never landed',
    `update assessments set protocol_version = 99`,
    /protocol_version/,
  ],
  [
    'an assessment of a contact nobody received',
    `update assessments set contact_id = '${newId()}'`,
    /contact_id/,
  ],
  ['a stranger who set the class', `update assessments set set_by = '${newId()}'`, /set_by/],
  ['a proposal in no state', `update proposals set state = 'maybe'`, 'proposals_state'],
  ['a proposal of no kind', `update proposals set kind = 'whim'`, 'proposals_kind'],
  [
    'a proposal decided by whoever made it',
    `update proposals set decided_by = :me`,
    'proposals_other_person',
  ],
  ['a decision by nobody', `update proposals set decided_by = null`, 'proposals_decided'],
  ['a decision at no time', `update proposals set decided_at = null`, 'proposals_decided'],
  ['a second look in no state', `update second_looks set state = 'skipped'`, 'second_looks_state'],
  [
    'a second look by whoever closed it',
    `update second_looks set looked_by = :me`,
    'second_looks_other_person',
  ],
  ['a second look by nobody', `update second_looks set state = 'agreed'`, 'second_looks_agreed'],
  ['a second look due before the closing', `update second_looks set due_at = closed_at`, 'second_looks_due'],
] as const)('the database refuses %s', async ([, sql, constraint]) => {
  expect(await breaks(sql)).toMatch(constraint)
})

test('the database refuses a second assessment of a contact, and anything about a contact that has none', async () => {
  const { superUrl } = world.database
  const again = `insert into assessments (id, county, contact_id, channel, protocol_version, answers, in_force, weighed, changed_at)
    select gen_random_uuid(), county, contact_id, channel, 1, '{}', 'P?', '{}', now() from assessments`
  const orphan = `insert into proposals (contact_id, county, state, kind, from_class, to_class, reason, proposed_by, proposed_at, changed_at)
    values (gen_random_uuid(), 'CJ', 'open', 'lowering', 'P1', 'P3', 'misheard', '${operatorId}', now(), now())`

  await expect(runSql(superUrl, again)).rejects.toThrow('assessments_contactId_unique')
  await expect(runSql(superUrl, orphan)).rejects.toThrow('foreign key')
})

test('the database keeps one version of the protocol in force', async () => {
  const second = `insert into protocols (version, status, digest, body, categories, added_at)
    select version + :n, :status, 'other', body, categories, now() from protocols where version = 1`
  const landing = (n: number, status: string) =>
    runSql(world.database.superUrl, second.replace(':n', String(n)).replace(':status', `'${status}'`))

  await expect(landing(1, 'in_force')).rejects.toThrow('protocols_one_in_force')
  await expect(landing(1, 'draft')).rejects.toThrow('protocols_status')
  await expect(landing(0, 'retired')).rejects.toThrow('protocols_pkey')
  await expect(landing(-1, 'retired')).rejects.toThrow('protocols_version')
})

test('what was written about a contact does not stand in clear', async () => {
  const { operator, contactId: told } = await atWork(world)
  await operator.does('triage.setPriority', { contactId: told, priority: 'P4' })
  await operator.does('triage.finish', { contactId: told, outcome: 'answered', summary: 'Bunica din Gherla' })

  const rows = await runSql<{ summary: Buffer; row: string }>(
    world.database.superUrl,
    'select summary, a::text as row from assessments a where contact_id = $1',
    [told],
  )
  expect(rows[0]?.summary.length).toBeGreaterThan(20)
  expect(rows[0]?.summary.includes('Gherla')).toBe(false)
  expect(rows[0]?.row).not.toContain(Buffer.from('Gherla').toString('hex'))
})
