import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { SupervisorMode } from '@veghe/shared/telephony/telephony.codes.ts'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { adaptersFor, listensForLong, soon, talking } from '../support/both-lines.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { queueOf } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, listens, operator, windowOf } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile()
beforeAll(() => listensForLong(here))
beforeEach(() => everybodyIsDone(here.world))

const callState = async (contactId: ContactId) =>
  (await (await here.world.signIn('duty_officer')).asks('intake.contact', { contactId })).callState
const standing = async (contactId: ContactId) => entryOf(await here.world.signIn('duty_officer'), contactId)
/** In no order: time stands still here. That we look is no fact of the call. */
const kindsOf = async (contactId: ContactId): Promise<FactKind[]> =>
  (await factsAbout(here.world, contactId))
    .flatMap(({ kind }) => (kind === 'intake.viewed' ? [] : kind))
    .sort()

describe.each(adaptersFor(here))('%s', (_name, by) => {
  test('arrives, waits in the queue and hears the line', async () => {
    const call = await by.rings()
    await by.settles()

    expect(await standing(call.contactId)).toMatchObject({ state: 'waiting', live: true, channel: 'voice' })
    expect([await call.is(), await callState(call.contactId)]).toEqual(['waiting', 'ringing'])
    expect(await kindsOf(call.contactId)).toEqual(['intake.received', 'queue.entered'])
  })

  test('is answered by one operator, whose sound comes up and who alone may have it', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const ben = await operator(here.world)

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
    const { call, ana, contactId } = await talking(here.world, by)
    const ben = await operator(here.world)

    expect(await ana.does('queue.holdCall', { contactId, isHeld: true })).toEqual({ isHeld: true })
    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: true })
    expect((await ben.tries('queue.holdCall', { contactId, isHeld: false })).outcome).toBe('not_found')
    expect(await ana.does('queue.holdCall', { contactId, isHeld: false })).toEqual({ isHeld: false })
    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: false })

    expect(await call.is()).toBe('connected')
    const said = bodiesOf(await factsAbout(here.world, contactId), 'queue.callHeld')
    expect(said.map(({ isHeld }) => isHeld).sort()).toEqual([false, true])
  })

  test('whose desk dies is parked with a word and stands first, and whoever takes it finds nobody aside', async () => {
    const { call, ana, contactId } = await talking(here.world, by)
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await here.network.sendText({ from: '+40700091001', body: 'mă bate acum' })
    const screen = windowOf(here.world, ana)
    await screen.beats(contactId)

    await screen.closes()
    await listens(here.world, 3)
    await by.settles()

    await expect.poll(call.is, soon).toBe('waiting')
    const [first, second] = (await queueOf(here.world)).filter(({ state }) => state === 'waiting')
    expect(first).toMatchObject({ id: contactId, live: true, holder: null })
    expect(second).toMatchObject({ callerDigits: '001', hint: { raiseTo: 'P0' } })
    const ben = await operator(here.world)
    expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
    await by.settles()
    expect(await by.comesIn(ben, contactId)).toMatchObject({ isHeld: false })
    await expect.poll(call.is, soon).toBe('connected')
  })

  test('is given back and waits again, and the next desk comes in', async () => {
    const { call, ana, contactId } = await talking(here.world, by)

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await by.settles()
    await expect.poll(call.is, soon).toBe('waiting')
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('not_holder')

    const ben = await operator(here.world)
    await ben.does('queue.next', {})
    await by.settles()
    await by.comesIn(ben, contactId)
    await expect.poll(call.is, soon).toBe('connected')
  })

  test('is heard by the duty officer, whose every step is seen at the desk and is a fact', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const radu = await here.world.signIn('duty_officer', { name: 'Radu Tămaș' })
    const seen = async () => (await ana.asks('intake.contact', { contactId })).supervisor
    expect(await seen()).toBeNull()

    await by.supervises(radu, contactId, 'listen')
    await by.settles()
    expect(await seen()).toMatchObject({ name: 'Radu Tămaș', mode: 'listen' })
    expect(await by.heardAs(contactId)).toBe('listen')
    for (const mode of ['whisper', 'barge', 'whisper', 'listen'] as const) {
      await radu.does('queue.superviseCall', { contactId, mode })
      await by.settles()
      expect([(await seen())?.mode, await by.heardAs(contactId)]).toEqual([mode, mode])
    }

    await radu.does('queue.leaveCall', { contactId })
    await by.settles()
    expect(await seen()).toBeNull()
    await expect.poll(() => by.heardAs(contactId), soon).toBeNull()
    const facts = await factsAbout(here.world, contactId)
    const modes = bodiesOf(facts, 'queue.supervised').map(({ mode }) => mode)
    expect(modes.toSorted()).toEqual(['barge', 'listen', 'listen', 'whisper', 'whisper'])
    expect(bodiesOf(facts, 'queue.supervisorLeft')).toHaveLength(1)
  })

  test('is heard by one supervisor at a time, by nobody else, and by nobody once it is given back', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const radu = await here.world.signIn('duty_officer', { name: 'Radu Tămaș' })
    await by.supervises(radu, contactId, 'whisper')
    const refused = async (who: Person, mode: SupervisorMode = 'listen') =>
      (await who.tries('queue.superviseCall', { contactId, mode })).outcome
    expect(await refused(await here.world.signIn('duty_officer'))).toBe('supervisor_present')
    expect(await refused(await here.world.signIn('operator'))).toBe('not_allowed')
    expect(await refused(await here.world.signIn('duty_officer', { county: 'BN' }))).toBe('not_found')

    await ana.does('queue.release', { contactId, reason: 'technical' })
    await by.settles()

    await expect.poll(() => by.heardAs(contactId), soon).toBeNull()
    expect((await radu.asks('intake.contact', { contactId })).supervisor).toBeNull()
    expect(await refused(radu)).toBe('not_holder')
  })

  test('shows no supervisor whose line has died', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const radu = await here.world.signIn('duty_officer')
    const line = await by.supervises(radu, contactId, 'listen')
    await by.settles()
    expect(await by.heardAs(contactId)).toBe('listen')

    line.dies()

    const seen = async () => {
      await by.settles()
      return (await ana.asks('intake.contact', { contactId })).supervisor
    }
    await expect.poll(seen, soon).toBeNull()
  })

  test('ended at the desk is over for the caller, and no desk comes in any more', async () => {
    const { call, ana, contactId } = await talking(here.world, by)

    await ana.does('intake.hangUp', { contactId })
    await by.settles()

    await expect.poll(call.is, soon).toBe('ended')
    await expect.poll(() => callState(contactId), soon).toBe('ended')
    expect(await standing(contactId)).toMatchObject({ state: 'held', live: false })
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('contact_ended')
    expect((await ana.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('contact_ended')
  })

  test('ended by the caller stays with the operator, who has yet to close it', async () => {
    const { call, ana, contactId } = await talking(here.world, by)

    await call.hangsUp()

    await expect.poll(() => callState(contactId), soon).toBe('ended')
    expect(await standing(contactId)).toMatchObject({
      ...{ state: 'held', live: false, holder: { staffId: ana.staffId } },
    })
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('contact_ended')
  })

  test('ended by the caller while they wait is owed a call-back', async () => {
    const call = await by.rings()
    const ana = await operator(here.world)

    await call.hangsUp()

    await expect.poll(async () => (await standing(call.contactId))?.ending, soon).toBe('abandoned')
    const owed = (await ana.asks('queue.callBacks', {})).filter(
      ({ contactId }) => contactId === call.contactId,
    )
    expect(owed).toMatchObject([{ state: 'open', cause: 'abandoned' }])
  })
})
