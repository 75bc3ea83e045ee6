import { chapters } from '@veghe/server/chapters.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { clujNapoca } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters })
})
afterAll(() => world.stop())
beforeEach(() => nobodyWaits(world))

const receivedOf = (contactId: ContactId) =>
  runSql<{ at: Date; recorded_at: Date }>(
    world.database.superUrl,
    `select at, recorded_at from facts where contact_id = $1 and kind = 'intake.received'`,
    [contactId],
  )

describe('a report entered by hand', () => {
  const written = { channel: 'written', text: 'Vecinii aud copilul plângând noaptea' } as const

  test('keeps its own time and the time it was entered, and waits like every other', async () => {
    const ana = await operator(world)
    const receivedAt = new Date(world.now().getTime() - 3 * 3_600_000)

    const { contactId } = await ana.does('intake.enter', {
      ...{ ...written, receivedAt, number: '0264 123 456', reporter: 'Ileana Mureșan', sheet: '117/2026' },
      place: clujNapoca,
    })

    const officer = await world.signIn('duty_officer')
    expect(await officer.asks('intake.contact', { contactId })).toMatchObject({
      ...{ channel: 'written', receivedAt, enteredAt: world.now(), callerDigits: '456' },
      ...{ form: { reporter_name: 'Ileana Mureșan' }, place: { unit: clujNapoca.unit } },
      messages: [{ direction: 'in', text: written.text, status: 'received' }],
    })
    expect(await receivedOf(contactId)).toMatchObject([{ at: receivedAt, recorded_at: world.now() }])
    const board = await officer.asks('queue.board', {})
    expect(board.find(({ id }) => id === contactId)).toMatchObject({
      state: 'waiting',
      place: 'Cluj-Napoca',
      opening: written.text,
    })
  })

  test('with danger words stands where a text with them would', async () => {
    const ana = await operator(world)

    const { contactId } = await ana.does('intake.enter', {
      ...written,
      receivedAt: world.now(),
      text: 'Îl bate acum pe copil',
    })

    const board = await ana.asks('queue.board', {})
    expect(board.find(({ id }) => id === contactId)?.hint).not.toBeNull()
  })

  test.each([
    ['in the future', { receivedAt: '2030-01-01T00:00:00Z' }],
    ['with a number that is none', { number: 'fără' }],
  ])('is refused %s', async (_what, wrong) => {
    const ana = await operator(world)

    const { outcome } = await ana.tries('intake.enter', { ...written, receivedAt: world.now(), ...wrong })

    expect(outcome).toBe('bad_input')
  })
})
