import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { beforeEach, expect, test } from 'vitest'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 300 })
const { lastTo, isAt, isThere, owed, comesIn, rings, verdict, reached } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

test('the operator has sound before the number is dialled, and whoever picks up hears nothing of the line’s own', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  await here.settles()
  expect(lastTo(child)).toBeUndefined()
  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', attempts: [] },
    call: { state: 'joining', result: null, by: { staffId: ana.staffId } },
  })

  await comesIn(ana, contactId)
  await isAt(child, 'ringing')
  await here.settles()
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'ringing' })
  await here.network.answer({ phone: child })
  await isThere(child)
  await here.network.settled()
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'answered' })
  await verdict(child)

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'recovered', attempts: [{ result: 'reached', by: ana.actor.name }] },
    call: { state: 'answered', result: 'reached' },
  })
  expect(await entryOf(ana, contactId)).toMatchObject({
    ...{ state: 'held', live: true, holder: { staffId: ana.staffId } },
  })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({
    callState: 'connected',
    callEndedAt: null,
  })
  expect(lastTo(child)?.transcript).toEqual([])
  expect(lastTo(child)?.from).toBe(CALL_BACK_NUMBER)
  expect(CALL_BACK_NUMBER).not.toBe(here.network.account.number)
})

test('the child hangs up: the line is over, and the contact stays with whoever called', async () => {
  const { child, ana, contactId } = await reached()

  await here.network.hangUp({ phone: child })
  await here.settles()

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', live: false })
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'ended', result: 'reached' })
  expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ callState: 'ended' })
})

test('the operator ends the call, and it is over for the child', async () => {
  const { child, ana, contactId } = await reached()

  await ana.does('intake.hangUp', { contactId })
  await here.settles()
  await isAt(child, 'completed')
  await here.settles()

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', live: false })
})

test('a closing that is taken back finds the child on the line still', async () => {
  const { child, ana, contactId } = await reached()
  await ana.does('triage.dispose', { contactId, disposition: 'Z-06' })

  await ana.does('triage.undoDispose', { contactId })
  await here.settles()

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', live: true })
  expect(lastTo(child)?.status).toBe('in-progress')
})

test('given back, the child is parked with a word that names nobody, and waits for anybody', async () => {
  const { child, ana, contactId } = await reached()

  await ana.does('queue.release', { contactId, reason: 'technical' })
  await here.settles()
  await here.network.seen((entry) => entry.what === 'call.queued' && entry.sid === lastTo(child)?.sid)

  const words = lastTo(child)?.transcript.map(({ text }) => text) ?? []
  expect(words.join(' ')).toContain('Rămâneți cu noi')
  expect(words.join(' ')).not.toContain('119')
  const ben = await operator(here.world)
  expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
})

test('handed over, the call goes on with the colleague alone', async () => {
  const { child, ana, contactId, desk } = await reached()
  const ben = await operator(here.world)
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  await ben.does('queue.acceptConsult', { contactId })
  await comesIn(ben, contactId)

  await ana.does('queue.handOver', { contactId })
  await here.settles()
  await expect.poll(desk.isOver).toBe(true)

  expect(await entryOf(ben, contactId)).toMatchObject({ live: true, holder: { staffId: ben.staffId } })
  expect(lastTo(child)?.status).toBe('in-progress')
})

test('a child who wrote while it rang and picks up is heard by whoever took the text', async () => {
  const { child, ana, contactId, desk } = await rings()
  await here.network.sendText({ from: child, body: 'sunt aici' })
  await here.settles()
  const ben = await operator(here.world)
  expect(await ben.does('queue.next', {})).toMatchObject({ contactId })

  await here.network.answer({ phone: child })
  await isThere(child)
  await verdict(child)

  expect(await entryOf(ben, contactId)).toMatchObject({ live: true, holder: { staffId: ben.staffId } })
  expect(await ben.asks('intake.contact', { contactId })).toMatchObject({ callState: 'connected' })
  await expect.poll(desk.isOver).toBe(true)
  const softphone = await comesIn(ben, contactId)
  here.network.hum({ phone: child }, 440)
  await expect.poll(() => softphone.note(), { timeout: 8_000 }).toBe(440)
  expect((await ana.tries('queue.lineToken', { contactId })).outcome).toBe('not_found')
})

test('whoever gave the child on can call the next one back while they still speak', async () => {
  const { child, ana, contactId } = await reached()
  const next = await owed()
  await ana.does('queue.release', { contactId, reason: 'technical' })

  await dials(ana, next.contactId)
  await comesIn(ana, next.contactId)
  await isAt(next.child, 'ringing')

  expect(lastTo(child)?.status).toBe('in-progress')
  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, next.contactId)).id })
  await here.settles()
})

test('an answering machine is nobody: hung up on without a word, and written down as not reached', async () => {
  const { child, ana, contactId, desk } = await rings()

  await here.network.answer({ phone: child }, 'machine')
  await verdict(child)
  await isAt(child, 'completed')
  await here.settles()

  expect(await callBackOf(ana, contactId)).toMatchObject({
    ...{ state: 'open', attempts: [{ result: 'machine' }], call: { state: 'ended', result: 'machine' } },
    dueAt: new Date(here.world.now().getTime() + 300_000),
  })
  expect(lastTo(child)?.transcript).toEqual([])
  await expect.poll(desk.isOver).toBe(true)
  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'ended' })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.answered')).toEqual([])
})

test('busy and unanswered become attempts by themselves, and two of them may be given up', async () => {
  const { child, ana, contactId } = await rings()
  await here.network.decline({ phone: child })
  await here.settles()
  expect(await callBackOf(ana, contactId)).toMatchObject({ state: 'open', attempts: [{ result: 'busy' }] })

  await here.world.pass('4m')
  await dials(ana, contactId)
  await comesIn(ana, contactId)
  await isAt(child, 'ringing')
  await isAt(child, 'no-answer')
  await here.settles()

  const tried = await callBackOf(ana, contactId)
  expect(tried).toMatchObject({ attempts: [{ result: 'busy' }, { result: 'no_answer' }] })
  const { id: callBackId, version } = tried
  expect(
    await ana.does('queue.closeCallBack', { callBackId, version, reason: 'attempts_done' }),
  ).toMatchObject({ state: 'closed' })
})

test('an operator who hangs up while it rings stops it ringing, which is no attempt', async () => {
  const { child, ana, contactId } = await rings()
  const before = await callBackOf(ana, contactId)

  await ana.does('queue.stopCallBack', { callBackId: before.id })
  await here.settles()
  await isAt(child, 'canceled')

  const stopped = await callBackOf(ana, contactId)
  expect(stopped).toMatchObject({
    ...{ state: 'open', dueAt: before.dueAt },
    ...{ attempts: [{ result: 'canceled' }], call: { state: 'ended', result: 'canceled' } },
  })
  expect(
    await ana.tries('queue.closeCallBack', {
      ...{ callBackId: stopped.id, version: stopped.version, reason: 'attempts_done' },
    }),
  ).toMatchObject({ outcome: 'attempts_needed', details: { made: 0 } })
  expect((await ana.tries('queue.next', {})).outcome).toBe('queue_empty')
})

test('a desk that is gone while it rings stops it ringing', async () => {
  const { child, ana, contactId, desk } = await rings()

  desk.hangsUp()
  await here.network.seen((entry) => entry.what === 'room.left' && entry.room === contactId)
  await here.settles()
  await isAt(child, 'canceled')

  expect((await callBackOf(ana, contactId)).call).toMatchObject({ result: 'canceled' })
})
