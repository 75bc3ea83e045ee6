import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { nobodyWaits } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import { operator } from '../support/queue.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  // Long enough a second for a key to be pressed while a question is being said.
  const started = await startWithNetwork({ chapters, startsAt: '2020-01-01T10:00:00.000Z' }, { paceMs: 100 })
  world = started.world
  network = started.network
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})
beforeEach(() => nobodyWaits(world))
/** Whatever a test did, the network found no fault with any document it was given. */
afterEach(() => {
  expect(network.journal().filter(({ what }) => what === 'bug' || what === 'document.refused')).toEqual([])
})

const asChild = { language: 'ro', wording: 'child' } as const
let numbered = 0

async function allIsDone() {
  await network.settled()
  await world.settle()
  await network.settled()
}

/** Somebody on the line, in the hands of an operator. */
async function answeredCall() {
  const phone = `+4070005${String(1000 + ++numbered)}`
  const call = await network.placeCall({ from: phone })
  await world.settle()
  const ana = await operator(world)
  await world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  await allIsDone()
  /** Of this call alone, since it began. */
  const hears = (words: string) =>
    network.seen(
      (entry) => entry.what === 'call.heard' && entry.sid === call.sid && entry.text.includes(words),
    )
  const inRoom = () =>
    network.journal().filter((entry) => entry.what === 'room.joined' && entry.sid === call.sid).length
  return { ana, contactId, call, phone, hears, inRoom }
}

test('a child answers with keys on the telephone, and comes back to the operator when nothing is left to ask', async () => {
  const { ana, contactId, phone, hears, inRoom } = await answeredCall()
  expect(inRoom()).toBe(1)
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await allIsDone()

  for (const [question, key] of [
    ['Ești în pericol chiar acum?', '1'],
    ['Ești acasă?', '1'],
    ['Te aude cineva acum?', '1'],
    ['Ai greșit numărul', '1'],
    ['E rănit cineva', '2'],
    ['Bate cineva pe cineva acum?', '1'],
  ] as const) {
    await hears(question)
    await network.press({ phone }, key)
  }
  await hears('te ascultăm')
  await network.seen(() => inRoom() === 2)

  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({
    inForce: 'P0',
    answers: { danger_now: 'yes', can_talk: 'no', injured: 'none', danger_kind: ['violence'] },
  })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ callState: 'connected' })
})

test('a key cuts the question short, silence has it said again, and the stop brings the caller back', async () => {
  const { ana, contactId, phone, hears, inRoom } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild, language: 'hu' })
  await allIsDone()
  await hears('Nem kell beszélned')
  await network.press({ phone }, '3')

  await hears('Otthon vagy?')
  const said = () =>
    network.journal().filter((entry) => entry.what === 'call.heard' && entry.text === 'Otthon vagy?').length
  await network.seen(() => said() === 2)
  await ana.does('intake.stopInterview', { contactId })
  await allIsDone()

  await network.seen(() => inRoom() === 2)
  await expect(network.press({ phone }, '1')).rejects.toThrow('Nothing listens')
  expect((await ana.asks('triage.assessment', { contactId })).answers).toEqual({ danger_now: 'unknown' })
})

test('a child who hangs up in the middle has said what they said, and the desk is told', async () => {
  const { ana, contactId, phone, hears } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await allIsDone()
  await hears('Ești în pericol chiar acum?')
  await network.press({ phone }, '1')
  await hears('Ești acasă?')

  await network.hangUp({ phone })
  await allIsDone()

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    ...{ state: 'ended', ending: 'hung_up' },
    asked: [{ meaning: 'yes' }, { meaning: null }],
  })
  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({ inForce: 'P1' })
})

test('a webhook that the network has to repeat is one answer', async () => {
  const { ana, contactId, phone, hears } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await allIsDone()
  await hears('Ești în pericol chiar acum?')

  network.faults({ failWebhooks: 1 })
  await network.press({ phone }, '1')
  await hears('Ești acasă?')

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    turn: 2,
    asked: [{ meaning: 'yes' }, {}],
  })
})
