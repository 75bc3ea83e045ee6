import { carrierOf } from '@veghe/server/telephony/reach.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { openSoftphone } from '../support/softphone.ts'
import { networkForThisFile } from '../support/this-file.ts'

/* A caller by telephone who answers with keys is in no conference: nobody hears them, and nothing of it is kept. */

const here = networkForThisFile({ paceMs: 100 })
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults({ failRest: 0 }))

const asChild = { language: 'ro', wording: 'child' } as const
const soon = { timeout: 10_000, interval: 50 }

async function allIsDone() {
  await here.settles()
  await here.world.settle()
}

async function comesIn(who: Person, contactId: ContactId) {
  const { token, gateway } = await who.asks('queue.lineToken', { contactId })
  await (await openSoftphone({ gateway: gateway ?? '', token })).calls({ conf: contactId })
  await allIsDone()
}

/** Somebody who knows that they are recorded, with their operator. */
async function talking() {
  const { sid } = await here.network.placeCall({ from: here.someone() })
  await here.greeted(sid)
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await allIsDone()
  await comesIn(ana, contactId)
  const atCarrier = async () => {
    await allIsDone()
    return (await carrierOf(here.world.server).recordingsOf(sid)).map(({ state }) => state)
  }
  await expect.poll(atCarrier, soon).toEqual(['running'])
  return { contactId, ana, atCarrier }
}

test('while keys answer nothing is recorded, not even when the desk comes in again, until the caller is back', async () => {
  const { contactId, ana, atCarrier } = await talking()
  await ana.does('intake.startInterview', { contactId, ...asChild })
  expect(await atCarrier()).toEqual(['paused'])

  await comesIn(ana, contactId)
  expect(await atCarrier()).toEqual(['paused'])

  await ana.does('intake.stopInterview', { contactId })
  await expect.poll(atCarrier, soon).toEqual(['running'])
})

test('a caller whom the network does not take to the questions is recorded as before', async () => {
  const { contactId, ana, atCarrier } = await talking()
  here.network.faults({ failRest: 1_000 })
  await ana.does('intake.startInterview', { contactId, ...asChild })
  await here.world.pass('61s')
  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({ ending: 'not_moved' })
  here.network.faults({ failRest: 0 })

  await here.world.pass('2m')

  expect(await atCarrier()).toEqual(['running'])
  expect((await ana.asks('intake.contact', { contactId })).recording).toBe('on')
})
