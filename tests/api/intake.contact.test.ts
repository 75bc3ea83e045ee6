import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { clujNapoca } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

const calls = (from: string) => here.line.posts(here.line.arrival(here.line.call(from)))
const holds = (from = here.someone(), arrives?: (from: string) => Promise<unknown>) =>
  takesFrom(here, from, arrives)
const view = (person: Person, contactId: ContactId) => person.asks('intake.contact', { contactId })
const factsAbout = (contactId: ContactId, kind: string) =>
  runSql<{ body: Record<string, unknown>; at: Date; recorded_at: Date }>(
    here.world.database.superUrl,
    'select body, at, recorded_at from facts where contact_id = $1 and kind = $2 order by recorded_at, id',
    [contactId, kind],
  )

describe('a contact', () => {
  test('is shown whole to whoever holds it, and the number is never in it', async () => {
    const { ana, contactId, from } = await holds()

    const shown = await view(ana, contactId)

    expect(shown).toMatchObject({
      ...{ id: contactId, channel: 'sms', callerDigits: from.slice(-3), numberWithheld: false },
      ...{
        holder: { staffId: ana.staffId },
        answeredAt: here.world.now(),
        closedAt: null,
        form: {},
        earlier: [],
      },
    })
    expect(JSON.stringify(shown)).not.toContain(from.slice(3))
  })

  test('does not exist for an operator who never held it, nor for another county', async () => {
    const { contactId } = await holds()
    const ben = await operator(here.world)
    const stranger = await here.world.signIn('duty_officer', { county: 'BN' })

    expect((await ben.tries('intake.contact', { contactId })).outcome).toBe('not_found')
    expect((await ben.tries('intake.saveForm', { contactId, fields: {} })).outcome).toBe('not_found')
    expect((await stranger.tries('intake.contact', { contactId })).outcome).toBe('not_found')
    expect((await stranger.tries('intake.showNumber', { contactId, reason: 'other' })).outcome).toBe(
      'not_found',
    )
  })

  test('that somebody looks at is a fact once in a quarter of an hour', async () => {
    const { ana, contactId } = await holds()
    await view(ana, contactId)
    await view(ana, contactId)
    await here.world.pass('14m')
    await view(ana, contactId)
    expect(await factsAbout(contactId, 'intake.viewed')).toHaveLength(1)

    await here.world.pass('1m')
    await view(ana, contactId)

    expect(await factsAbout(contactId, 'intake.viewed')).toHaveLength(2)
  })

  test('shows what came earlier from the same number, and nothing of a withheld one', async () => {
    const from = here.someone()
    const first = await holds(from)
    await first.ana.does('triage.finish', { contactId: first.contactId, outcome: 'counselled' })
    const nobody = await holds('anonymous', calls)
    await nobody.ana.does('triage.finish', { contactId: nobody.contactId, outcome: 'counselled' })

    const again = await holds(from)
    const unknown = await holds('anonymous', calls)

    const { earlier } = await view(again.ana, again.contactId)
    expect(earlier).toMatchObject([
      { id: first.contactId, channel: 'sms', outcome: 'counselled', caseId: null },
    ])
    expect((await view(unknown.ana, unknown.contactId)).earlier).toEqual([])
  })
})

describe('the sheet', () => {
  test('is saved as it is typed: what was sent replaces, null blanks, the rest stays', async () => {
    const { ana, contactId } = await holds()
    await ana.does('intake.saveForm', {
      contactId,
      fields: { child_name: 'Ioana', injured: 'unknown', other_children: 2 },
    })
    await ana.does('intake.saveForm', {
      contactId,
      fields: { child_name: null, reporter_name: 'Maria Pop', child_needs: ['x'] },
    })

    const { form, formSavedAt } = await view(ana, contactId)

    expect(form).toEqual({
      injured: 'unknown',
      other_children: 2,
      reporter_name: 'Maria Pop',
      child_needs: ['x'],
    })
    expect(formSavedAt).toEqual(here.world.now())
  })

  test('notes what was heard with its own time, neither before the contact nor in the future', async () => {
    const { ana, contactId } = await holds()
    const received = here.world.now()
    await here.world.pass('2m')
    const heardAt = new Date(here.world.now().getTime() - 60_000)

    await ana.does('intake.noteHeard', { contactId, text: '„tata e beat”', at: heardAt })
    await ana.does('intake.noteHeard', {
      contactId,
      text: 'plânge',
      at: new Date(received.getTime() - 60_000),
    })
    await ana.does('intake.noteHeard', {
      contactId,
      text: 'ușă trântită',
      at: new Date(here.world.now().getTime() + 60_000),
    })

    const { heard } = await view(ana, contactId)
    expect(heard.map(({ text, at, by }) => ({ text, at, by }))).toEqual([
      { text: 'plânge', at: received, by: ana.actor.name },
      { text: '„tata e beat”', at: heardAt, by: ana.actor.name },
      { text: 'ușă trântită', at: here.world.now(), by: ana.actor.name },
    ])
  })
})

describe('the place', () => {
  test('once confirmed is T2, and the queue shows its unit', async () => {
    const { ana, contactId } = await holds()
    const place = { ...clujNapoca, address: 'str. Horea 12', precision: 'exact' } as const

    await ana.does('intake.confirmPlace', { contactId, place })

    expect(await view(ana, contactId)).toMatchObject({ place, placeConfirmedAt: here.world.now() })
    expect(await factsAbout(contactId, 'intake.placeConfirmed')).toMatchObject([
      { body: { unit: clujNapoca.unit } },
    ])
    const board = await ana.asks('queue.board', {})
    expect(board.find(({ id }) => id === contactId)?.place).toBe('Cluj-Napoca')
  })

  test.each([
    ['a unit that does not exist', { ...clujNapoca, unit: 1 }],
    ['no place at all', { ...clujNapoca, unit: null }],
  ])('is refused when it names %s', async (_what, place) => {
    const { ana, contactId } = await holds()

    expect((await ana.tries('intake.confirmPlace', { contactId, place })).outcome).toBe('bad_input')

    expect((await view(ana, contactId)).placeConfirmedAt).toBeNull()
  })
})

describe('the number', () => {
  test('is shown for a reason, which is a fact', async () => {
    const { ana, contactId, from } = await holds()

    expect(await ana.does('intake.showNumber', { contactId, reason: 'police_request' })).toEqual({
      number: from,
    })

    expect(await factsAbout(contactId, 'intake.numberShown')).toMatchObject([
      { body: { reason: 'police_request' } },
    ])
  })

  test('of a withheld call is nowhere', async () => {
    const { ana, contactId } = await holds('anonymous', calls)

    expect((await ana.tries('intake.showNumber', { contactId, reason: 'other' })).outcome).toBe('no_number')
    expect((await ana.tries('intake.reply', { contactId, text: 'Bună' })).outcome).toBe('no_number')
  })

  test('stands in no table in clear, and neither do the words', async () => {
    const { ana, contactId, from } = await holds()
    await ana.does('intake.reply', { contactId, text: 'Cuvinte de nerepetat' })
    await ana.does('intake.saveForm', { contactId, fields: { reporter_name: 'Nume Nerostit' } })
    const secrets = [from.slice(1), from.slice(3), 'nerepetat', 'Nerostit']

    const found = await runSql<{ table_name: string }>(
      here.world.database.superUrl,
      `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    for (const { table_name } of found) {
      const rows = await runSql<{ row: string }>(
        here.world.database.superUrl,
        `select t::text as row from "${table_name}" t`,
      )
      const text = rows.map(({ row }) => row).join('\n')
      const hidden = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) =>
        Buffer.from(hex ?? '', 'hex').toString('latin1'),
      )
      for (const secret of secrets)
        expect(
          [text, ...hidden].some((one) => one.includes(secret)),
          table_name,
        ).toBe(false)
    }
  })
})
