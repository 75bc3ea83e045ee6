import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { startWorld } from '../support/app.ts'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { afternoons, setsCard } from '../support/safe-contact.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 300 })
const { lastTo, isAt, isThere, owed, comesIn, rings } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

test('a desk without sound for ten seconds dials nobody', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)

  await here.world.pass('9s')
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'joining' })
  await here.world.pass('1s')

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', attempts: [], call: { state: 'ended', result: 'no_sound' } },
  })
  expect(lastTo(child)).toBeUndefined()
})

test('a verdict that is lost keeps no operator from their contact', async () => {
  const { child, ana, contactId } = await rings()
  await here.network.answer({ phone: child })
  await isThere(child)
  await here.network.settled()

  await here.world.pass('8s')

  expect(await callBackOf(ana, contactId)).toMatchObject({ call: { result: 'reached' } })
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', live: true })
})

test('an answer of the network that is lost dials nobody twice', async () => {
  const { child, ana, contactId } = await owed()
  here.network.faults({ muteRest: 1 })
  await dials(ana, contactId)

  await comesIn(ana, contactId)
  await here.world.pass('4s')
  await here.world.pass('8s')
  await isAt(child, 'no-answer')
  await here.settles()

  const calls = here.network.phone(child).calls.filter(({ direction }) => direction === 'outbound-api')
  expect(calls).toHaveLength(1)
  expect(await callBackOf(ana, contactId)).toMatchObject({ attempts: [{ result: 'no_answer' }] })
})

test('a network that refuses is written down, and is no attempt', async () => {
  const { ana, contactId } = await owed()
  here.network.faults({ failRest: 100_000, failRestWith: 429 })
  await dials(ana, contactId)

  await comesIn(ana, contactId)
  await here.world.pass('65s')
  here.network.faults({ failRest: 0 })

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', attempts: [{ result: 'failed' }], call: { state: 'ended', result: 'failed' } },
  })
})

test('what the card says holds: refused outside its hours, and passed with a reason that stays', async () => {
  const { ana, contactId } = await owed()
  await setsCard(ana, contactId, afternoons)
  const { id: callBackId, version } = await callBackOf(ana, contactId)
  const tries = (more = {}) => ana.tries('intake.dialCallBack', { callBackId, version, ...more })

  expect(await tries()).toMatchObject({ outcome: 'outside_safe_hours', details: { canPass: true } })
  expect(await tries({ past: 'life_in_danger' })).toMatchObject({ outcome: 'done' })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactPassed')).toEqual([
    { channel: 'call', refused: 'hours', reason: 'life_in_danger' },
  ])
  await ana.does('queue.stopCallBack', { callBackId })
})

test('a number whose owner earns by being called is not called back', async () => {
  const { ana, contactId, child } = await owed('+40906123456')
  const { id: callBackId, version } = await callBackOf(ana, contactId)

  expect((await ana.tries('intake.dialCallBack', { callBackId, version })).outcome).toBe('number_not_allowed')

  expect(await callBackOf(ana, contactId)).toMatchObject({ state: 'open', call: null, attempts: [] })
  expect(lastTo(child)).toBeUndefined()
})

test('what is passed with a reason is dialled, and rings on while nothing new is said', async () => {
  const { child, ana, contactId } = await owed()
  await setsCard(ana, contactId, afternoons)
  const { id: callBackId, version } = await callBackOf(ana, contactId)
  await ana.does('intake.dialCallBack', { callBackId, version, past: 'life_in_danger' })
  await comesIn(ana, contactId)
  await isAt(child, 'ringing')

  await setsCard(ana, contactId, { ...afternoons, version: 1, otherWay: 'prin bunica' })
  await here.settles()
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ result: null })

  await setsCard(ana, contactId, { hours: 'never', version: 2 })
  await here.settles()
  await isAt(child, 'canceled')
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'ended', result: 'canceled' })
})

test('a card that is written while the desk’s sound comes up keeps the number from being dialled', async () => {
  const { child, ana, contactId } = await owed()
  const ben = await operator(here.world)
  await dials(ana, contactId)

  await setsCard(ben, contactId, { hours: 'never' })
  await here.settles()

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ safe: 'unsafe', attempts: [], call: { state: 'ended', result: 'canceled' } },
  })
  expect((await ana.tries('queue.lineToken', { contactId })).outcome).toBe('not_found')
  expect(lastTo(child)).toBeUndefined()
})

test('a call-back that is marked as unsafe while it rings stops ringing', async () => {
  const { child, ana, contactId, desk } = await rings()
  const ben = await operator(here.world)
  const { id: callBackId, version } = await callBackOf(ben, contactId)

  const marked = await ben.does('queue.markCallBackSafe', { callBackId, version, safe: 'unsafe' })
  await here.settles()
  await isAt(child, 'canceled')

  expect(marked).toMatchObject({ safe: 'unsafe', call: { state: 'ended', result: 'canceled' } })
  expect(await callBackOf(ana, contactId)).toMatchObject({
    safe: 'unsafe',
    attempts: [{ result: 'canceled' }],
  })
  await expect.poll(desk.isOver).toBe(true)
})

test('an hour that passes while the desk’s sound comes up keeps the number from being dialled', async () => {
  const { child, ana, contactId } = await owed()
  const left = 60 - ((here.world.now().getTime() / 1_000) % 60)
  const closes = new Date(here.world.now().getTime() + left * 1_000)
  const to = closes.toLocaleTimeString('en-GB', { timeZone: 'Europe/Bucharest', timeStyle: 'short' })
  await setsCard(ana, contactId, { hours: 'windows', windows: [{ days: 'every_day', from: '00:30', to }] })
  await here.world.pass(`${Math.floor(left) - 1}s`)
  await dials(ana, contactId)
  await here.world.pass('2s')

  await comesIn(ana, contactId)

  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'ended', result: 'canceled' })
  expect(lastTo(child)).toBeUndefined()
})

test('one call at a time: for the caller, for the desk, and none by hand meanwhile', async () => {
  const { ana, contactId } = await owed()
  const other = await owed()
  await dials(ana, contactId)
  const ben = await operator(here.world)
  const { id: callBackId, version } = await callBackOf(ana, contactId)
  const another = await callBackOf(ana, other.contactId)

  expect((await ben.tries('intake.dialCallBack', { callBackId, version })).outcome).toBe('call_back_running')
  expect(
    (await ana.tries('intake.dialCallBack', { callBackId: another.id, version: another.version })).outcome,
  ).toBe('operator_has_contact')
  expect((await ben.tries('queue.attemptCallBack', { callBackId, version, result: 'busy' })).outcome).toBe(
    'call_back_running',
  )
  expect((await ben.tries('queue.stopCallBack', { callBackId })).outcome).toBe('not_found')
  expect((await ben.tries('queue.lineToken', { contactId })).outcome).toBe('not_found')
  expect((await ana.tries('queue.next', {})).outcome).toBe('operator_has_contact')
  await ana.does('queue.stopCallBack', { callBackId })
})

test('the number stands in no address and in no row in clear', async () => {
  const { child, contactId } = await rings()
  const digits = child.slice(1)

  const urls = here.network.journal().flatMap((entry) => ('url' in entry ? [entry.url] : []))
  expect(urls.filter((url) => url.includes(digits))).toEqual([])
  const rows = await runSql<{ row: string }>(
    here.world.database.superUrl,
    `select i::text as row from intents i where purpose = 'queue.callBack'
     union all select c::text from call_back_calls c
     union all select o::text from outbox o
     union all select f::text from facts f where contact_id = $1`,
    [contactId],
  )
  expect(rows.filter(({ row }) => row.includes(digits))).toEqual([])
  await here.network.decline({ phone: child })
  await here.settles()
})

test.each([
  ['by telephone', '+40700081900', { to: CALL_BACK_NUMBER }],
  ['by SIP', '+40700082900', { to: `sip:${CALL_BACK_NUMBER}@hotline.sip.twilio.com`, headers: {} }],
])(
  'whoever calls the number that a call-back showed, %s, is told of no line either, and waits as everybody',
  async (_way, from, how) => {
    const { sid } = await here.network.placeCall({ from, ...how })
    await here.network.seen((entry) => entry.what === 'call.queued' && entry.sid === sid)

    const said = here.network
      .phone(from)
      .calls.flatMap(({ transcript }) => transcript.map(({ text }) => text))
    expect(said.join(' ')).toContain('Rămâneți pe fir')
    expect(said.join(' ')).not.toContain('119')
    const ana = await operator(here.world)
    const { contactId } = await ana.does('queue.next', {})
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({
      ...{ callerDigits: '900', isDiscreet: true },
    })
    await here.network.hangUp({ phone: from })
    await here.settles()
  },
)

test('without a number that names no line nobody is called, and nothing is noted as an attempt', async () => {
  const { ana, contactId, child } = await owed()
  const other = await startWorld({ chapters, beside: here.world, config: { callBackNumber: null } })
  onTestFinished(() => other.stop())
  const ben = await operator(other)
  const { id: callBackId, version } = await callBackOf(ana, contactId)

  const refused = await ben.tries('intake.dialCallBack', { callBackId, version })

  expect(refused.outcome).toBe('no_neutral_number')
  expect(await callBackOf(ana, contactId)).toMatchObject({ state: 'open', call: null, attempts: [] })
  expect(lastTo(child)).toBeUndefined()
})
