import { randomUUID } from 'node:crypto'
import { chapters } from '@veghe/server/chapters.ts'
import { endLostCalls } from '@veghe/server/intake/browser-calls.ts'
import { switchboardOf } from '@veghe/server/telephony/embedded/switchboard.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { browserCallers, Said } from '../support/browser-callers.ts'
import { queueOf } from '../support/line.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({
    chapters,
    config: { media: { address: null, ports: null, calls: 2, records: true } },
  })
})
afterAll(() => world.stop())
const { offer, says, rings, hangUpAll } = browserCallers(() => world)
afterEach(async () => {
  await hangUpAll()
  await everybodyIsDone(world)
})
const entryOf = async (contactId: ContactId) => (await queueOf(world)).find(({ id }) => id === contactId)

test('a call from a browser stands in the queue like any other, without a number', async () => {
  const { key, answer, contactId } = await rings({ county: 'XX' })

  expect(answer).toContain('m=audio')
  expect(await entryOf(contactId)).toMatchObject({ live: true, callerDigits: null, channel: 'voice' })
  expect(await says('/look', { key })).toMatchObject({ state: 'waiting' })
})

test('what is no offer, or comes from another site, enters nobody', async () => {
  expect(await says('', { offer: 'v=0\r\n'.repeat(30) })).toMatchObject({ status: 400, code: 'bad_input' })
  expect(await says('', { offer: await offer() }, 'https://elsewhere.example')).toMatchObject({ status: 403 })
  expect((await queueOf(world)).filter(({ state }) => state === 'waiting')).toEqual([])
})

test('an empty body, a picture, a thousand lines or a megabyte open no line and leave no trace', async () => {
  const long = `${(await offer()).split('m=')[0]}${'m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n'.repeat(300)}`
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/json', origin: world.server.config.publicUrl }
    const response = await fetch(`${world.url}/help/call`, { method: 'POST', headers, body })
    return [response.status, Said.parse(await response.json()).code]
  }

  expect(await send('')).toEqual([400, 'bad_input'])
  expect(await send('{"offer":')).toEqual([400, 'bad_input'])
  expect(await send(JSON.stringify({ offer: '🙈'.repeat(100) }))).toEqual([400, 'bad_input'])
  expect(await send(JSON.stringify({ offer: long }))).toEqual([400, 'bad_input'])
  expect(await send(JSON.stringify({ offer: 'v'.repeat(1_000_000) }))).toEqual([413, 'too_large'])
  expect(switchboardOf(world.server).all()).toEqual([])
  expect((await queueOf(world)).filter(({ state }) => state === 'waiting')).toEqual([])
})

test('of three who call at the same instant where two lines are free, two come in and one is told', async () => {
  const offers = [await offer(), await offer(), await offer()]

  const answers = await Promise.all(offers.map((one) => says('', { offer: one })))

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 503])
  expect(switchboardOf(world.server).all()).toHaveLength(2)
})

test('when all lines are taken the page is told so, and a line that is free again is given', async () => {
  const first = await rings()
  await rings()

  expect(await says('', { offer: await offer() })).toMatchObject({ status: 503, code: 'lines_full' })

  await says('/end', { key: first.key })
  await expect.poll(() => switchboardOf(world.server).all().length).toBe(1)
  expect(await says('', { offer: await offer() })).toMatchObject({ status: 200 })
})

test('whoever does not hold the key of a call learns nothing of it and ends nothing', async () => {
  const { key, contactId } = await rings()
  const guess = `${key.split('.')[0]}.guessed`

  expect(await says('/look', { key: guess })).toMatchObject({ state: 'ended' })
  await says('/end', { key: guess })
  expect(await says('/look', { key })).toMatchObject({ state: 'waiting' })
  expect(await entryOf(contactId)).toMatchObject({ state: 'waiting' })
})

test('a caller who hangs up before anybody answers is owed a call-back, though there is no number', async () => {
  const { key, contactId } = await rings()
  const ana = await operator(world)

  await says('/end', { key })

  await expect.poll(async () => (await entryOf(contactId))?.state).toBe('ended')
  const owed = (await ana.asks('queue.callBacks', {})).filter((one) => one.contactId === contactId)
  expect(owed).toMatchObject([{ state: 'open', cause: 'abandoned', hasNumber: false }])
})

test('a call from a browser that ends the moment it rang, told of three times at once, is one call-back', async () => {
  const { key, contactId } = await rings()
  const ana = await operator(world)

  await Promise.all([1, 2, 3].map(() => says('/end', { key })))

  await expect.poll(async () => (await entryOf(contactId))?.state).toBe('ended')
  const owed = (await ana.asks('queue.callBacks', {})).filter((one) => one.contactId === contactId)
  expect(owed).toMatchObject([{ state: 'open', cause: 'abandoned', attempts: [] }])
})

test('a call whose process died is ended for everybody half a minute later', async () => {
  const { contactId } = await rings()
  for (const { callSid } of switchboardOf(world.server).all()) switchboardOf(world.server).end(callSid)

  await world.pass('19s')
  await endLostCalls(world.server)
  expect(await entryOf(contactId)).toMatchObject({ state: 'waiting' })
  await world.pass('2s')
  await endLostCalls(world.server)

  expect(await entryOf(contactId)).toMatchObject({ state: 'ended', ending: 'abandoned' })
})

test('only whoever holds the contact comes into the room, and only they put the caller aside', async () => {
  const { key, contactId } = await rings()
  const [ana, ben] = [await operator(world), await operator(world)]
  await ana.does('queue.next', {})
  const line = { contactId, offer: await offer() }

  expect((await ben.tries('queue.joinCall', line)).outcome).toBe('not_found')
  expect((await ben.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('not_found')
  expect((await ana.does('queue.joinCall', line)).answer).toContain('m=audio')
  expect(await says('/look', { key })).toMatchObject({ state: 'connected' })
  expect(await ana.does('queue.holdCall', { contactId, isHeld: true })).toEqual({ isHeld: true })
  const again = await ana.does('queue.joinCall', { contactId, offer: await offer() })
  expect(again).toMatchObject({ isHeld: true })

  await ana.does('queue.release', { contactId, reason: 'technical' })
  await expect.poll(async () => (await says('/look', { key })).state).toBe('waiting')
})

test('no other role, no other county and nobody who comes too late gets a line into the room', async () => {
  const { contactId } = await rings()
  const ana = await operator(world)
  await ana.does('queue.next', {})
  const line = { contactId, offer: await offer() }
  for (const role of ['responder', 'administrator', 'reviewer'] as const) {
    const other = await world.signIn(role)
    expect([role, (await other.tries('queue.joinCall', line)).outcome]).toEqual([role, 'not_allowed'])
  }
  const stranger = await world.signIn('operator', { county: 'BN' })
  expect((await stranger.tries('queue.joinCall', line)).outcome).toBe('not_found')

  const key = randomUUID()
  const first = await ana.does('queue.joinCall', line, key)
  expect(await ana.does('queue.joinCall', line, key)).toEqual(first)
  expect((await ana.tries('queue.joinCall', { contactId, offer: '🙈'.repeat(100) })).outcome).toBe(
    'bad_input',
  )

  await ana.does('intake.hangUp', { contactId })
  await expect.poll(async () => (await entryOf(contactId))?.live).toBe(false)
  expect((await ana.tries('queue.joinCall', line)).outcome).toBe('contact_ended')
  expect((await ana.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('contact_ended')
})

test('ended at the desk, the call is over for the page too', async () => {
  const { key, contactId } = await rings()
  const ana = await operator(world)
  await ana.does('queue.next', {})

  await ana.does('intake.hangUp', { contactId })

  await expect.poll(async () => (await says('/look', { key })).state).toBe('ended')
  await expect.poll(async () => (await entryOf(contactId))?.live).toBe(false)
})

test('closed with one key while somebody is on the line, the line ends once the key can no longer be taken back', async () => {
  const { key, contactId } = await rings()
  const ana = await operator(world)
  await ana.does('queue.next', {})
  await ana.does('triage.dispose', { contactId, disposition: 'Z-04' })

  await world.pass('10s')
  expect(await says('/look', { key })).not.toMatchObject({ state: 'ended' })
  await world.pass('2s')

  await expect.poll(async () => (await says('/look', { key })).state).toBe('ended')
})

test('a child who must not be heard answers on the page: the question stands there, and a key brings the next', async () => {
  const { key, contactId } = await rings()
  const ana = await operator(world)
  await ana.does('queue.next', {})
  expect((await says('/look', { key })).question).toBeNull()

  await ana.does('intake.startInterview', { contactId, language: 'hu', wording: 'child' })
  expect((await says('/look', { key })).question).toMatchObject({
    ...{ turn: 1, language: 'hu' },
    said: { ro: 'Ești în pericol chiar acum?', hu: 'Veszélyben vagy most?' },
  })
  const guess = `${key.split('.')[0]}.guessed`
  expect((await says('/press', { key: guess, turn: 1, pressed: '1' })).state).toBe('ended')
  expect((await says('/press', { key, turn: 1, pressed: '9' })).status).toBe(400)

  expect((await says('/press', { key, turn: 1, pressed: '1' })).question).toMatchObject({ turn: 2 })
  expect((await says('/press', { key, turn: 1, pressed: '2' })).question).toMatchObject({ turn: 2 })
  expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({
    ...{ answers: { danger_now: 'yes' }, inForce: 'P1' },
  })
  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({ way: 'browser' })

  await ana.does('intake.stopInterview', { contactId })
  expect((await says('/look', { key })).question).toBeNull()
})
