import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { clujNapoca } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

const calls = (from: string) => here.line.posts(here.line.arrival(here.line.call(from)))
const holds = (from = here.someone(), arrives?: (from: string) => Promise<unknown>) =>
  takesFrom(here, from, arrives)
const view = (person: Person, contactId: ContactId) => person.asks('intake.contact', { contactId })

describe('the end of a call', () => {
  test('is asked for by whoever holds it', async () => {
    const { ana, contactId } = await holds(here.someone(), calls)
    const officer = await here.world.signIn('duty_officer')

    await ana.does('intake.hangUp', { contactId })

    expect((await view(officer, contactId)).callState).toBe('connecting')
    const asked = await runSql<{ kind: string }>(
      here.world.database.superUrl,
      'select kind from intents where subject_id = $1 order by created_at, kind',
      [contactId],
    )
    expect(asked.map(({ kind }) => kind)).toContain('hang_up')
  })

  test('is asked for once a closing cannot be taken back any more, of two closings the second', async () => {
    const { ana, contactId } = await holds(here.someone(), calls)
    const wishes = async () =>
      (
        await runSql<{ kind: string }>(
          here.world.database.superUrl,
          "select kind from intents where subject_id = $1 and kind = 'hang_up'",
          [contactId],
        )
      ).length
    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })
    await here.world.pass('6s')
    await ana.does('triage.undoDispose', { contactId })
    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })

    await here.world.pass('9s')
    expect(await wishes()).toBe(0)
    await here.world.pass('4s')
    expect(await wishes()).toBe(1)
  })

  test('cannot be asked for once it has ended, nor of a text', async () => {
    const leg = here.line.call(here.someone())
    const { ana, contactId } = await holds(leg.from, () => here.line.posts(here.line.arrival(leg)))
    await here.line.posts(here.line.end(leg))
    const text = await holds()

    expect((await ana.tries('intake.hangUp', { contactId })).outcome).toBe('contact_ended')
    expect((await text.ana.tries('intake.hangUp', { contactId: text.contactId })).outcome).toBe(
      'contact_ended',
    )
    expect(await view(ana, contactId)).toMatchObject({ callState: 'ended', callEndedAt: here.world.now() })
  })
})

describe('what becomes of it', () => {
  test('closed with one key it is closed, and undone it is open again', async () => {
    const { ana, contactId } = await holds()

    await ana.does('triage.dispose', { contactId, disposition: 'Z-01' })
    const closed = await view(ana, contactId)
    await ana.does('triage.undoDispose', { contactId })

    expect(closed).toMatchObject({ outcome: 'Z-01', closedAt: here.world.now() })
    expect(await view(ana, contactId)).toMatchObject({ outcome: null, closedAt: null })
  })

  test('with a case it carries the case’s number, and the case learns the place', async () => {
    const { ana, contactId } = await holds()
    await ana.does('intake.confirmPlace', { contactId, place: clujNapoca })

    const { caseId, number } = await ana.does('cases.open', { contactId })

    expect(await view(ana, contactId)).toMatchObject({ caseId, caseNumber: number })
    expect((await ana.asks('cases.view', { caseId })).place).toMatchObject({ unit: clujNapoca.unit })
    const another = await holds()
    await another.ana.does('intake.confirmPlace', { contactId: another.contactId, place: clujNapoca })
    const suggested = await another.ana.asks('intake.suggestCases', { contactId: another.contactId })
    expect(suggested.find((one) => one.caseId === caseId)?.because).toContain('same_unit')
  })
})
