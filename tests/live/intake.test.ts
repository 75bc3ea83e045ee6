import { beforeEach, expect, test } from 'vitest'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

const from = '+40700004001'
const writes = (body: string) => here.line.posts(here.line.message(here.line.text(from, body)))

const holds = () => takesFrom(here, from)

test('whoever holds a contact hears that it moved on, and nothing of what was said', async () => {
  const { ana, contactId } = await holds()
  const desk = await ana.listens()
  const { version } = await ana.asks('intake.contact', { contactId })

  await writes('mai sunteți acolo?')

  const told = await desk.hears('contact.changed', (change) => change.version > version)
  expect(told).toEqual({ id: contactId, version: version + 1 })
  const shown = await ana.asks('intake.contact', { contactId })
  expect(shown.version).toBe(told.version)
  expect(shown.messages.map(({ text }) => text).toSorted()).toEqual(['alo', 'mai sunteți acolo?'])
})

test('a colleague at the next desk and a stranger in another county hear nothing of it', async () => {
  const { ana, contactId } = await holds()
  const ben = await operator(here.world)
  const stranger = await here.world.signIn('duty_officer', { county: 'BN' })
  const [desk, nextDesk, elsewhere] = [await ana.listens(), await ben.listens(), await stranger.listens()]

  await writes('mai sunteți acolo?')
  await ana.does('intake.saveForm', { contactId, fields: { child_name: 'Ioana' } })

  await desk.hears('contact.changed')
  // What comes after it on the same sockets has come: nothing of this contact came before.
  await ben.does('queue.setStatus', { status: 'break' })
  await nextDesk.hears('operator.changed', ({ id, status }) => id === ben.staffId && status === 'break')
  expect(nextDesk.heard('contact.changed')).toEqual([])
  expect(elsewhere.heard('contact.changed')).toEqual([])
  expect(elsewhere.heard('queue.changed')).toEqual([])
})

test('a text of danger is on every desk of the county at once, with the reason', async () => {
  const ana = await operator(here.world)
  const desk = await ana.listens()

  await writes('mă bate acum, nu pot vorbi')

  const entry = await desk.hears('queue.changed', ({ state }) => state === 'waiting')
  expect(entry.hint).toMatchObject({ raiseTo: 'P0' })
  expect(entry.why).toContainEqual({ code: 'hint', value: entry.hint?.words })
})
