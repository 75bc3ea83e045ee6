import { seatSupervisor } from '@veghe/server/queue/supervising.jobs.ts'
import { carrierOf } from '@veghe/server/telephony/reach.ts'
import { isSupervisor } from '@veghe/server/telephony/twiml.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { entryOf } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'

/* Supervising a call by telephone, by ear: what both adapters have in common stands in `both-lines.test.ts`. */

const here = networkForThisFile()
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults({ failRest: 0 }))

const patiently = { timeout: 20_000, interval: 50 }

async function settles() {
  await here.settles()
  await here.world.settle()
}

let numbered = 0
async function talking() {
  const { sid } = await here.network.placeCall({ from: `+4070006${String(1000 + ++numbered)}` })
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await settles()
  const { token, gateway } = await ana.asks('queue.lineToken', { contactId })
  const phone = await openSoftphone({ gateway: gateway ?? '', token })
  const desk = await phone.calls({ conf: contactId })
  await settles()
  return { sid, ana, contactId, desk, radu: await here.world.signIn('duty_officer') }
}

/** A supervisor who hums all the time. */
async function comesIn(radu: Person, contactId: ContactId) {
  const { line } = await radu.does('queue.superviseCall', { contactId, mode: 'listen' })
  const phone = await openSoftphone({ gateway: line?.gateway ?? '', token: line?.token ?? '' })
  const call = await phone.calls({ conf: contactId }, 2_000)
  await settles()
  return call
}

test('who listens is heard by nobody, who whispers by the desk alone, who speaks by both', async () => {
  const { sid, contactId, desk, radu } = await talking()
  here.network.hum({ sid }, 440)
  const supervisor = await comesIn(radu, contactId)
  await expect.poll(() => supervisor.note(), patiently).toBe(440)
  expect(here.network.note({ sid })).toBeUndefined()
  here.network.hum({ sid })
  await expect.poll(() => desk.note(), patiently).toBeUndefined()

  await radu.does('queue.superviseCall', { contactId, mode: 'whisper' })
  await settles()
  await expect.poll(() => desk.note(), patiently).toBe(2_000)
  expect(here.network.note({ sid })).toBeUndefined()

  await radu.does('queue.superviseCall', { contactId, mode: 'barge' })
  await settles()
  await expect.poll(() => here.network.note({ sid }), patiently).toBe(2_000)

  await radu.does('queue.superviseCall', { contactId, mode: 'listen' })
  await expect.poll(() => here.network.note({ sid }), patiently).toBeUndefined()
  await expect.poll(() => desk.note(), patiently).toBeUndefined()
})

test('who is to be heard by fewer is told so only once they are', async () => {
  const { ana, contactId, radu } = await talking()
  await comesIn(radu, contactId)
  await radu.does('queue.superviseCall', { contactId, mode: 'barge' })
  await settles()

  here.network.faults({ failRest: 1 })
  expect((await radu.tries('queue.superviseCall', { contactId, mode: 'listen' })).outcome).toBe('unavailable')

  expect((await ana.asks('intake.contact', { contactId })).supervisor?.mode).toBe('barge')
})

test('who is heard by fewer stays so, whatever somebody who looked before is late to ask for', async () => {
  const { contactId, radu } = await talking()
  await comesIn(radu, contactId)
  await radu.does('queue.superviseCall', { contactId, mode: 'barge' })
  await settles()
  const isMuted = async () =>
    (await carrierOf(here.world.server).partiesIn(contactId)).find(({ label }) => isSupervisor(label))
      ?.isMuted
  expect(await isMuted()).toBe(false)

  const { server } = here.world
  let isFirst = true
  const slow: typeof server = {
    ...server,
    transact: async (...asked) => {
      const found = await server.transact(...asked)
      if (isFirst) {
        isFirst = false
        await radu.does('queue.superviseCall', { contactId, mode: 'listen' })
        await settles()
      }
      return found
    },
  }
  await seatSupervisor.before?.(slow, { contactId })

  expect(await isMuted()).toBe(true)
})

test('a desk that comes back is whispered to again, and the caller hears none of it', async () => {
  const { sid, ana, contactId, desk, radu } = await talking()
  await comesIn(radu, contactId)
  await radu.does('queue.superviseCall', { contactId, mode: 'whisper' })
  await settles()
  await expect.poll(() => desk.note(), patiently).toBe(2_000)

  desk.hangsUp()
  await here.network.seen((entry) => entry.what === 'room.left')
  await settles()
  const { token, gateway } = await ana.asks('queue.lineToken', { contactId })
  const again = await (await openSoftphone({ gateway: gateway ?? '', token })).calls({ conf: contactId })
  await settles()

  await expect.poll(() => again.note(), patiently).toBe(2_000)
  expect(here.network.note({ sid })).toBeUndefined()
})

test('a call that is handed over is whispered about to whoever holds it now', async () => {
  const { sid, ana, contactId, desk, radu } = await talking()
  const ben = await operator(here.world)
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  await ben.does('queue.acceptConsult', { contactId })
  const { token, gateway } = await ben.asks('queue.lineToken', { contactId })
  const beside = await (await openSoftphone({ gateway: gateway ?? '', token })).calls({ conf: contactId })
  await settles()
  await comesIn(radu, contactId)
  await radu.does('queue.superviseCall', { contactId, mode: 'whisper' })
  await settles()
  await expect.poll(() => desk.note(), patiently).toBe(2_000)
  expect(beside.note()).toBeUndefined()

  await ana.does('queue.handOver', { contactId })
  await settles()

  await expect.poll(() => beside.note(), patiently).toBe(2_000)
  expect(here.network.note({ sid })).toBeUndefined()
})

test('a call that is given to somebody else is whispered about to nobody until they come in', async () => {
  const { sid, contactId, desk, radu } = await talking()
  const ben = await operator(here.world)
  await comesIn(radu, contactId)
  await radu.does('queue.superviseCall', { contactId, mode: 'whisper' })
  await settles()
  await expect.poll(() => desk.note(), patiently).toBe(2_000)

  const version = (await entryOf(radu, contactId))?.version ?? 0
  await radu.does('queue.reassign', { contactId, version, to: ben.staffId })
  await settles()

  await expect.poll(() => desk.isOver(), patiently).toBe(true)
  expect(here.network.note({ sid })).toBeUndefined()
  const { token, gateway } = await ben.asks('queue.lineToken', { contactId })
  const theirs = await (await openSoftphone({ gateway: gateway ?? '', token })).calls({ conf: contactId })
  await settles()
  await expect.poll(() => theirs.note(), patiently).toBe(2_000)
  expect(here.network.note({ sid })).toBeUndefined()
})

test('whoever was let in and never came is not shown for long', async () => {
  const { ana, contactId, radu } = await talking()
  await radu.does('queue.superviseCall', { contactId, mode: 'listen' })
  await settles()
  expect((await ana.asks('intake.contact', { contactId })).supervisor?.mode).toBe('listen')

  await here.world.pass('21s')

  expect((await ana.asks('intake.contact', { contactId })).supervisor).toBeNull()
})

test('a supervisor’s desk is let into no call but the one it supervises, and into that only while it does', async () => {
  const { contactId, radu } = await talking()
  const { line } = await radu.does('queue.superviseCall', { contactId, mode: 'listen' })
  const phone = await openSoftphone({ gateway: line?.gateway ?? '', token: line?.token ?? '' })
  const other = await talking()
  await expect(phone.calls({ conf: other.contactId })).rejects.toThrow('refused')

  await radu.does('queue.leaveCall', { contactId })
  await expect(phone.calls({ conf: contactId })).rejects.toThrow('refused')
})
