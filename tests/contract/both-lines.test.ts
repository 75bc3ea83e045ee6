import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { chapters } from '@veghe/server/chapters.ts'
import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { type Adapter, byBrowser, byTelephone, listensForLong, soon, talking } from '../support/both-lines.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { queueOf } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import { everybodyIsDone, listens, operator, windowOf } from '../support/queue.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  // The network tells its own time; a product that lives before it sees all of the network's list as recent.
  const started = await startWithNetwork({ chapters, startsAt: '2020-01-01T10:00:00.000Z' })
  world = started.world
  network = started.network
  await listensForLong(world, network)
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})
beforeEach(() => everybodyIsDone(world))

const callState = async (contactId: ContactId) =>
  (await (await world.signIn('duty_officer')).asks('intake.contact', { contactId })).callState
const standing = async (contactId: ContactId) => entryOf(await world.signIn('duty_officer'), contactId)
/** In no order: time stands still here. That we look is no fact of the call. */
const kindsOf = async (contactId: ContactId): Promise<FactKind[]> =>
  (await factsAbout(world, contactId)).flatMap(({ kind }) => (kind === 'intake.viewed' ? [] : kind)).sort()

describe.each([
  ['a call by telephone', () => byTelephone({ world, network })],
  ['a call from a browser', () => byBrowser({ world })],
] as const)('%s', (_name, adapter) => {
  let by: Adapter
  beforeEach(() => {
    by = adapter()
  })

  test('arrives, waits in the queue and hears the line', async () => {
    const call = await by.rings()
    await by.settles()

    expect(await standing(call.contactId)).toMatchObject({ state: 'waiting', live: true, channel: 'voice' })
    expect([await call.is(), await callState(call.contactId)]).toEqual(['waiting', 'ringing'])
    expect(await kindsOf(call.contactId)).toEqual(['intake.received', 'queue.entered'])
  })

  test('is answered by one operator, whose sound comes up and who alone may have it', async () => {
    const { ana, contactId } = await talking(world, by)
    const ben = await operator(world)

    await expect.poll(() => callState(contactId), soon).toBe('connected')
    expect(await standing(contactId)).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })
    await expect(by.comesIn(ben, contactId)).rejects.toThrow('not_found')
    expect(await kindsOf(contactId)).toEqual([
      'intake.received',
      'queue.answered',
      'queue.callJoined',
      'queue.entered',
    ])
  })

  test('is put aside and taken back, and still is aside for a desk that was reloaded', async () => {
    const { call, ana, contactId } = await talking(world, by)
    const ben = await operator(world)

    expect(await ana.does('queue.holdCall', { contactId, isHeld: true })).toEqual({ isHeld: true })
    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: true })
    expect((await ben.tries('queue.holdCall', { contactId, isHeld: false })).outcome).toBe('not_found')
    expect(await ana.does('queue.holdCall', { contactId, isHeld: false })).toEqual({ isHeld: false })
    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: false })

    expect(await call.is()).toBe('connected')
    const said = bodiesOf(await factsAbout(world, contactId), 'queue.callHeld')
    expect(said.map(({ isHeld }) => isHeld).sort()).toEqual([false, true])
  })

  test('whose desk dies is parked with a word and stands first, and whoever takes it finds nobody aside', async () => {
    const { call, ana, contactId } = await talking(world, by)
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await network.sendText({ from: '+40700091001', body: 'mă bate acum' })
    const screen = windowOf(world, ana)
    await screen.beats(contactId)

    await screen.closes()
    await listens(world, 3)
    await by.settles()

    await expect.poll(call.is, soon).toBe('waiting')
    const [first, second] = (await queueOf(world)).filter(({ state }) => state === 'waiting')
    expect(first).toMatchObject({ id: contactId, live: true, holder: null })
    expect(second).toMatchObject({ callerDigits: '001', hint: { raiseTo: 'P0' } })
    const ben = await operator(world)
    expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
    await by.settles()
    expect(await by.comesIn(ben, contactId)).toMatchObject({ isHeld: false })
    await expect.poll(call.is, soon).toBe('connected')
  })

  test('is given back and waits again, and the next desk comes in', async () => {
    const { call, ana, contactId } = await talking(world, by)

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await by.settles()
    await expect.poll(call.is, soon).toBe('waiting')
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('not_holder')

    const ben = await operator(world)
    await ben.does('queue.next', {})
    await by.settles()
    await by.comesIn(ben, contactId)
    await expect.poll(call.is, soon).toBe('connected')
  })

  test('ended at the desk is over for the caller, and no desk comes in any more', async () => {
    const { call, ana, contactId } = await talking(world, by)

    await ana.does('intake.hangUp', { contactId })
    await by.settles()

    await expect.poll(call.is, soon).toBe('ended')
    await expect.poll(() => callState(contactId), soon).toBe('ended')
    expect(await standing(contactId)).toMatchObject({ state: 'held', live: false })
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('contact_ended')
    expect((await ana.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('contact_ended')
  })

  test('ended by the caller stays with the operator, who has yet to close it', async () => {
    const { call, ana, contactId } = await talking(world, by)

    await call.hangsUp()

    await expect.poll(() => callState(contactId), soon).toBe('ended')
    expect(await standing(contactId)).toMatchObject({
      ...{ state: 'held', live: false, holder: { staffId: ana.staffId } },
    })
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('contact_ended')
  })

  test('ended by the caller while they wait is owed a call-back', async () => {
    const call = await by.rings()
    const ana = await operator(world)

    await call.hangsUp()

    await expect.poll(async () => (await standing(call.contactId))?.ending, soon).toBe('abandoned')
    const owed = (await ana.asks('queue.callBacks', {})).filter(
      ({ contactId }) => contactId === call.contactId,
    )
    expect(owed).toMatchObject([{ state: 'open', cause: 'abandoned' }])
  })
})
