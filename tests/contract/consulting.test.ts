import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  adaptersFor,
  consulting,
  consultStages,
  listensForLong,
  soon,
  talking,
} from '../support/both-lines.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, listens, operator, windowOf } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile()
beforeAll(() => listensForLong(here))
beforeEach(() => everybodyIsDone(here.world))

const standing = async (contactId: ContactId) => entryOf(await here.world.signIn('duty_officer'), contactId)
const statusOf = async ({ staffId }: Person) => {
  const posts = await (await here.world.signIn('duty_officer')).asks('queue.operators', {})
  return posts.find(({ id }) => id === staffId)?.status
}
const endings = async (contactId: ContactId) =>
  bodiesOf(await factsAbout(here.world, contactId), 'queue.consultEnded').map(({ by }) => by)

describe.each(adaptersFor(here))('%s', (_name, by) => {
  test('stays with its holder until the colleague comes in, waits while the two speak, and is all three’s', async () => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'asked')
    expect(await call.around()).toEqual({ desks: 1, isAside: false })
    await expect(by.comesIn(ben, contactId)).rejects.toThrow('not_found')

    await ben.does('queue.acceptConsult', { contactId })
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: true })
    expect(await by.comesIn(ben, contactId)).toMatchObject({ isHeld: true })
    await expect.poll(call.around, soon).toEqual({ desks: 2, isAside: true })
    expect([await statusOf(ana), await statusOf(ben)]).toEqual(['in_contact', 'in_consult'])

    await ana.does('queue.holdCall', { contactId, isHeld: false })
    await expect.poll(call.around, soon).toEqual({ desks: 2, isAside: false })
    expect(await ben.asks('intake.brief', { contactId })).toMatchObject({ isAside: false })
    expect((await ben.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('not_found')

    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await ana.does('queue.endConsult', { contactId })
    await by.settles()
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    expect(await call.is()).toBe('connected')
    expect(await standing(contactId)).toMatchObject({
      ...{ state: 'held', live: true, holder: { staffId: ana.staffId }, consult: null },
    })
    expect(await statusOf(ben)).toBe('available')
    await expect(by.comesIn(ben, contactId)).rejects.toThrow('not_found')
    expect(await endings(contactId)).toEqual(['caller_back'])
  })

  test('is handed over in one step: the colleague holds it, the caller hears them, and the other is free', async () => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'on_line')
    await ana.does('intake.saveForm', { contactId, fields: { child_name: 'Mihai' } })
    const before = (await standing(contactId))?.version ?? 0

    await ana.does('queue.handOver', { contactId })
    await by.settles()

    expect(await standing(contactId)).toMatchObject({
      ...{ version: before + 1, state: 'held', live: true, consult: null, holder: { staffId: ben.staffId } },
    })
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    expect(await call.is()).toBe('connected')
    expect([await statusOf(ana), await statusOf(ben)]).toEqual(['available', 'in_contact'])
    await expect(by.comesIn(ana, contactId)).rejects.toThrow('not_holder')
    expect(await ben.asks('intake.contact', { contactId })).toMatchObject({
      ...{ form: { child_name: 'Mihai' }, isAside: false, holder: { name: 'Ben Pop' } },
    })
    const facts = await factsAbout(here.world, contactId)
    expect(bodiesOf(facts, 'queue.handedOver')).toEqual([{ from: ana.staffId }])
    expect(facts.map(({ kind }) => kind)).not.toContain('queue.returned')

    // What Ana still has to write of it she may, and Ben does with it what a holder does.
    await ana.does('intake.noteHeard', { contactId, text: 'Plânge și șoptește.' })
    await ben.does('queue.holdCall', { contactId, isHeld: true })
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: true })
    await ben.does('queue.holdCall', { contactId, isHeld: false })
    expect(await by.comesIn(ben, contactId)).toMatchObject({ isHeld: false })
  })

  test('is recorded with its caller, not while two colleagues speak of it, and goes on with whoever takes it', async () => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'asked')
    const isRecorded = async (expected: boolean) => {
      await by.settles()
      await expect.poll(call.isRecorded, soon).toBe(expected)
    }
    await ana.does('queue.tellOfRecording', { contactId })
    await isRecorded(true)

    await ben.does('queue.acceptConsult', { contactId })
    await isRecorded(false)
    await by.comesIn(ben, contactId)
    await by.comesIn(ana, contactId)
    await isRecorded(false)
    await ana.does('queue.holdCall', { contactId, isHeld: false })
    await isRecorded(true)
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await isRecorded(false)

    await ana.does('queue.handOver', { contactId })
    await isRecorded(true)
    expect(await ben.asks('intake.contact', { contactId })).toMatchObject({ recording: 'on' })
    const facts = await factsAbout(here.world, contactId)
    expect(facts.filter(({ kind }) => kind === 'telephony.recordingBegan').length).toBeLessThan(2)
  })

  test('is not recorded any more once its caller has hung up while aside', async () => {
    const { call, ana, contactId } = await consulting(here.world, by, 'on_line')

    await call.hangsUp()
    await by.settles()

    await expect.poll(async () => (await standing(contactId))?.live, soon).toBe(false)
    const recording = async () => {
      await by.settles()
      return (await ana.asks('intake.contact', { contactId })).recording
    }
    await expect.poll(recording, soon).not.toBe('on')
    expect(await call.isRecorded()).toBe(false)
  })

  test('is heard by a supervisor whom the colleague sees too, and who stays with whoever takes the call', async () => {
    const { ana, ben, contactId } = await consulting(here.world, by, 'on_line')
    const radu = await here.world.signIn('duty_officer', { name: 'Radu Tămaș' })
    await by.supervises(radu, contactId, 'whisper')
    const heardAs = async () => {
      await by.settles()
      return by.heardAs(contactId)
    }
    const supervisor = { name: 'Radu Tămaș', mode: 'whisper' }
    await expect.poll(heardAs, soon).toBe('whisper')
    expect(await ben.asks('intake.brief', { contactId })).toMatchObject({ supervisor })

    await ana.does('queue.handOver', { contactId })
    await expect.poll(heardAs, soon).toBe('whisper')
    expect(await ben.asks('intake.contact', { contactId })).toMatchObject({ supervisor })
  })

  test('has no supervisor any more once they are asked and say yes: they are the colleague', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const radu = await here.world.signIn(['operator', 'duty_officer'], { name: 'Radu Tămaș' })
    await radu.does('queue.setStatus', { status: 'available' })
    await by.supervises(radu, contactId, 'listen')
    await ana.does('queue.consult', { contactId, colleague: radu.staffId })
    await radu.does('queue.acceptConsult', { contactId })
    await by.settles()

    expect((await ana.asks('intake.contact', { contactId })).supervisor).toBeNull()
    await expect.poll(() => by.heardAs(contactId), soon).toBeNull()
    const asked = { contactId, mode: 'listen' } as const
    expect((await radu.tries('queue.superviseCall', asked)).outcome).toBe('own_call')
    await by.comesIn(radu, contactId)
    await by.settles()
    await expect.poll(async () => (await standing(contactId))?.consult?.stage, soon).toBe('on_line')
  })

  test('goes to nobody who is not on the line, and is handed over by nobody but its holder', async () => {
    const { ana, ben, contactId } = await consulting(here.world, by, 'accepted')
    expect((await ana.tries('queue.handOver', { contactId })).outcome).toBe('colleague_not_on_line')
    expect((await ben.tries('queue.handOver', { contactId })).outcome).toBe('not_found')
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ana.staffId } })
  })

  test.for(consultStages)(
    'whose caller hangs up while a colleague is %s stays with its holder',
    async (stage) => {
      const { call, ana, ben, contactId } = await consulting(here.world, by, stage)

      await call.hangsUp()

      await expect.poll(async () => (await standing(contactId))?.live, soon).toBe(false)
      expect(await standing(contactId)).toMatchObject({
        ...{ state: 'held', consult: null, holder: { staffId: ana.staffId } },
      })
      expect(await statusOf(ben)).toBe('available')
      expect((await ana.tries('queue.handOver', { contactId })).outcome).toBe('contact_ended')
      expect((await ben.tries('queue.acceptConsult', { contactId })).outcome).toBe('no_consult')
      expect(await endings(contactId)).toEqual(['caller_gone'])
    },
  )

  test.for(consultStages)(
    'whose colleague’s desk dies while %s keeps its holder and its caller as they are',
    async (stage) => {
      const { call, ana, ben, contactId } = await consulting(here.world, by, stage)
      const [own, other] = [windowOf(here.world, ana), windowOf(here.world, ben)]
      await other.beats()

      await other.closes()
      await listens(here.world, 4, () => own.beats(contactId))
      await by.settles()

      const isAside = stage !== 'asked'
      await expect.poll(call.around, soon).toEqual({ desks: 1, isAside })
      expect(await standing(contactId)).toMatchObject({
        ...{ state: 'held', live: true, consult: null, holder: { staffId: ana.staffId } },
      })
      expect(await endings(contactId)).toEqual(['gone'])
      expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside })
      await ana.does('queue.holdCall', { contactId, isHeld: false })
      await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    },
  )

  test.for(consultStages)(
    'whose holder’s desk dies while a colleague is %s stands first for everybody',
    async (stage) => {
      const { call, ana, ben, contactId } = await consulting(here.world, by, stage)
      const [own, other] = [windowOf(here.world, ana), windowOf(here.world, ben)]
      await own.beats(contactId)

      await own.closes()
      await listens(here.world, 4, () => other.beats())
      await by.settles()

      await expect.poll(call.is, soon).toBe('waiting')
      expect(await standing(contactId)).toMatchObject({ state: 'waiting', consult: null, holder: null })
      await expect.poll(call.around, soon).toEqual({ desks: 0, isAside: false })
      expect(await endings(contactId)).toEqual(['given_back'])
      // The colleague is free, and may be the one who takes it.
      expect(await ben.does('queue.next', {})).toMatchObject({ contactId })
      await by.settles()
      expect(await by.comesIn(ben, contactId)).toMatchObject({ isHeld: false })
      await expect.poll(call.is, soon).toBe('connected')
    },
  )

  test('is left by a colleague who has said enough; who waits is taken back by the holder', async () => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'on_line')

    await ben.does('queue.leaveConsult', { contactId })
    await by.settles()
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: true })
    expect(await endings(contactId)).toEqual(['left'])

    // Asked once more, another comes in.
    const carol = await operator(here.world)
    await ana.does('queue.consult', { contactId, colleague: carol.staffId })
    await carol.does('queue.acceptConsult', { contactId })
    await by.comesIn(carol, contactId)
    await expect.poll(call.around, soon).toEqual({ desks: 2, isAside: true })
    await ana.does('queue.handOver', { contactId })
    await by.settles()
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: carol.staffId } })
  })
})
