import { chapters } from '@veghe/server/chapters.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { takesFrom } from '../support/holds.ts'
import { type Line, nobodyWaits, openLine } from '../support/line.ts'
import type { Person } from '../support/person.ts'

let world: World
let line: Line
beforeAll(async () => {
  world = await startWorld({ chapters })
  line = openLine(world)
})
afterAll(() => world.stop())
beforeEach(() => nobodyWaits(world))

const clujNapoca = 54975
const nowhere = { locality: null, address: '', landmark: '', access: '', precision: 'unit_only' } as const

let numbered = 0
const someone = () => `+4070002${String(1000 + ++numbered)}`

const calls = (from: string) => line.posts(line.arrival(line.call(from)))
const holds = (from = someone(), arrives?: (from: string) => Promise<unknown>) =>
  takesFrom({ world, line }, from, arrives)
const view = (person: Person, contactId: ContactId) => person.asks('intake.contact', { contactId })

describe('the end of a call', () => {
  test('is asked for by whoever holds it', async () => {
    const { ana, contactId } = await holds(someone(), calls)
    const officer = await world.signIn('duty_officer')

    await ana.does('intake.hangUp', { contactId })

    expect((await view(officer, contactId)).callState).toBe('connecting')
    const asked = await runSql<{ kind: string }>(
      world.database.superUrl,
      'select kind from intents where subject_id = $1 order by created_at, kind',
      [contactId],
    )
    expect(asked.map(({ kind }) => kind)).toContain('hang_up')
  })

  test('is asked for once a closing cannot be taken back any more, of two closings the second', async () => {
    const { ana, contactId } = await holds(someone(), calls)
    const wishes = async () =>
      (
        await runSql<{ kind: string }>(
          world.database.superUrl,
          "select kind from intents where subject_id = $1 and kind = 'hang_up'",
          [contactId],
        )
      ).length
    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })
    await world.pass('6s')
    await ana.does('triage.undoDispose', { contactId })
    await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })

    await world.pass('9s')
    expect(await wishes()).toBe(0)
    await world.pass('4s')
    expect(await wishes()).toBe(1)
  })

  test('cannot be asked for once it has ended, nor of a text', async () => {
    const leg = line.call(someone())
    const { ana, contactId } = await holds(leg.from, () => line.posts(line.arrival(leg)))
    await line.posts(line.end(leg))
    const text = await holds()

    expect((await ana.tries('intake.hangUp', { contactId })).outcome).toBe('contact_ended')
    expect((await text.ana.tries('intake.hangUp', { contactId: text.contactId })).outcome).toBe(
      'contact_ended',
    )
    expect(await view(ana, contactId)).toMatchObject({ callState: 'ended', callEndedAt: world.now() })
  })
})

describe('what becomes of it', () => {
  test('closed with one key it is closed, and undone it is open again', async () => {
    const { ana, contactId } = await holds()

    await ana.does('triage.dispose', { contactId, disposition: 'Z-01' })
    const closed = await view(ana, contactId)
    await ana.does('triage.undoDispose', { contactId })

    expect(closed).toMatchObject({ outcome: 'Z-01', closedAt: world.now() })
    expect(await view(ana, contactId)).toMatchObject({ outcome: null, closedAt: null })
  })

  test('with a case it carries the case’s number, and the case learns the place', async () => {
    const { ana, contactId } = await holds()
    const place = { ...nowhere, unit: clujNapoca } as const
    await ana.does('intake.confirmPlace', { contactId, place })

    const { caseId, number } = await ana.does('cases.open', { contactId })

    expect(await view(ana, contactId)).toMatchObject({ caseId, caseNumber: number })
    expect((await ana.asks('cases.view', { caseId })).place).toMatchObject({ unit: clujNapoca })
    const another = await holds()
    await another.ana.does('intake.confirmPlace', { contactId: another.contactId, place })
    const suggested = await another.ana.asks('intake.suggestCases', { contactId: another.contactId })
    expect(suggested.find((one) => one.caseId === caseId)?.because).toContain('same_unit')
  })
})
