import { afterEach, beforeEach, expect, test } from 'vitest'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

// Long enough a second for a key to be pressed while a question is being said.
const here = networkForThisFile({ paceMs: 100 })
beforeEach(() => nobodyWaits(here.world))
/** Whatever a test did, the network found no fault with any document it was given. */
afterEach(() => {
  expect(here.network.journal().filter(({ what }) => what === 'bug' || what === 'document.refused')).toEqual(
    [],
  )
})

const asChild = { language: 'ro', wording: 'child' } as const

/** Somebody on the line, in the hands of an operator. */
async function answeredCall() {
  const phone = here.someone()
  const call = await here.network.placeCall({ from: phone })
  await here.world.settle()
  const ana = await operator(here.world)
  await here.world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  await here.settles()
  /** Of this call alone, since it began. */
  const hears = (words: string) =>
    here.network.seen(
      (entry) => entry.what === 'call.heard' && entry.sid === call.sid && entry.text.includes(words),
    )
  const inRoom = () =>
    here.network.journal().filter((entry) => entry.what === 'room.joined' && entry.sid === call.sid).length
  return { ana, contactId, call, phone, hears, inRoom }
}

test('a child answers with keys on the telephone, and comes back to the operator when nothing is left to ask', async () => {
  const { ana, contactId, phone, hears, inRoom } = await answeredCall()
  expect(inRoom()).toBe(1)
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await here.settles()

  for (const [question, key] of [
    ['Ești în pericol chiar acum?', '1'],
    ['Ești acasă?', '1'],
    ['Te aude cineva acum?', '1'],
    ['Ai greșit numărul', '1'],
    ['E rănit cineva', '2'],
    ['Bate cineva pe cineva acum?', '1'],
  ] as const) {
    await hears(question)
    await here.network.press({ phone }, key)
  }
  await hears('te ascultăm')
  await here.network.seen(() => inRoom() === 2)

  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({
    inForce: 'P0',
    answers: { danger_now: 'yes', can_talk: 'no', injured: 'none', danger_kind: ['violence'] },
  })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ callState: 'connected' })
})

test('a key cuts the question short, silence has it said again, and the stop brings the caller back', async () => {
  const { ana, contactId, phone, hears, inRoom } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild, language: 'hu' })
  await here.settles()
  await hears('Nem kell beszélned')
  await here.network.press({ phone }, '3')

  await hears('Otthon vagy?')
  const said = () =>
    here.network.journal().filter((entry) => entry.what === 'call.heard' && entry.text === 'Otthon vagy?')
      .length
  await here.network.seen(() => said() === 2)
  await ana.does('intake.stopInterview', { contactId })
  await here.settles()

  await here.network.seen(() => inRoom() === 2)
  await expect(here.network.press({ phone }, '1')).rejects.toThrow('Nothing listens')
  expect((await ana.asks('triage.assessment', { contactId })).answers).toEqual({ danger_now: 'unknown' })
})

test('a child who hangs up in the middle has said what they said, and the desk is told', async () => {
  const { ana, contactId, phone, hears } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await here.settles()
  await hears('Ești în pericol chiar acum?')
  await here.network.press({ phone }, '1')
  await hears('Ești acasă?')

  await here.network.hangUp({ phone })
  await here.settles()

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    ...{ state: 'ended', ending: 'hung_up' },
    asked: [{ meaning: 'yes' }, { meaning: null }],
  })
  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({ inForce: 'P1' })
})

test('a webhook that the network has to repeat is one answer', async () => {
  const { ana, contactId, phone, hears } = await answeredCall()
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await here.settles()
  await hears('Ești în pericol chiar acum?')

  here.network.faults({ failWebhooks: 1 })
  await here.network.press({ phone }, '1')
  await hears('Ești acasă?')

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    turn: 2,
    asked: [{ meaning: 'yes' }, {}],
  })
})
