import { randomUUID } from 'node:crypto'
import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { deskName } from '@veghe/server/telephony/desk.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { type Adapter, byBrowser, byTelephone, soon, talking } from '../support/both-lines.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, entryOf, factsAbout, takes } from '../support/desk.ts'
import { openLine } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'

let world: World
let network: Carrier
beforeAll(async () => {
  const started = await startWithNetwork({ chapters, startsAt: '2020-01-01T10:00:00.000Z' })
  world = started.world
  network = started.network
})
afterAll(async () => {
  await world.stop()
  await network.stop()
})
beforeEach(() => everybodyIsDone(world))

const standing = async (contactId: ContactId) => entryOf(await world.signIn('duty_officer'), contactId)

/** Somebody speaks with Ana, and Ben was asked and has come as far as this. */
async function consulting(by: Adapter, stage: 'asked' | 'accepted' | 'on_line') {
  const { call, ana, contactId } = await talking(world, by)
  const ben = await operator(world, { name: 'Ben Pop' })
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  if (stage !== 'asked') await ben.does('queue.acceptConsult', { contactId })
  if (stage === 'on_line') {
    await by.comesIn(ben, contactId)
    await expect.poll(async () => (await standing(contactId))?.consult?.stage, soon).toBe('on_line')
    await expect.poll(call.around, soon).toMatchObject({ desks: 2 })
  }
  return { call, ana, ben, contactId }
}

type Step = 'queue.acceptConsult' | 'queue.endConsult' | 'queue.handOver'

/** Pressed twice, or sent twice by a network that lost the first answer. */
async function twiceAtOnce(who: Person, step: Step, contactId: ContactId, isOneKey: boolean) {
  const key = randomUUID()
  const keys = [key, isOneKey ? key : randomUUID()]
  const tried = await Promise.all(keys.map((each) => who.tries(step, { contactId }, each)))
  return tried.map(({ outcome }) => outcome).toSorted()
}

const sent = [
  ['under one key', true],
  ['under two keys', false],
] as const

describe.each([
  ['a caller by telephone', () => byTelephone({ world, network })],
  ['a caller from a browser', () => byBrowser({ world })],
] as const)('%s', (_name, adapter) => {
  let by: Adapter
  beforeEach(() => {
    by = adapter()
  })

  test.for(sent)('stays aside when a colleague says yes twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, ben, contactId } = await consulting(by, 'asked')

    const outcomes = await twiceAtOnce(ben, 'queue.acceptConsult', contactId, isOneKey)

    expect(outcomes).toEqual(['done', 'done'])
    await by.settles()
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside: true })
    expect(await call.around()).toEqual({ desks: 1, isAside: true })
    expect(bodiesOf(await factsAbout(world, contactId), 'queue.consultAccepted')).toHaveLength(1)
  })

  test.for(sent)('hears their operator when they are taken back twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, contactId } = await consulting(by, 'accepted')

    const outcomes = await twiceAtOnce(ana, 'queue.endConsult', contactId, isOneKey)

    expect(outcomes).toEqual(isOneKey ? ['done', 'done'] : ['done', 'no_consult'])
    await by.settles()
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside: false })
    expect(await call.around()).toEqual({ desks: 1, isAside: false })
  })

  test.for(sent)('hears the colleague when they are handed over twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, ben, contactId } = await consulting(by, 'on_line')

    const outcomes = await twiceAtOnce(ana, 'queue.handOver', contactId, isOneKey)

    expect(outcomes).toEqual(isOneKey ? ['done', 'done'] : ['done', 'not_holder'])
    await by.settles()
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ben.staffId } })
    expect(await ben.asks('intake.contact', { contactId })).toMatchObject({ isAside: false })
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    expect(bodiesOf(await factsAbout(world, contactId), 'queue.handedOver')).toHaveLength(1)
  })

  test('is handed over to nobody who is no operator here any more, and stays aside meanwhile', async () => {
    const { call, ana, ben, contactId } = await consulting(by, 'on_line')
    await runSql(
      world.database.superUrl,
      `update memberships set roles = '{responder}' where staff_id = $1`,
      [ben.staffId],
    )

    expect((await ana.tries('queue.handOver', { contactId })).outcome).toBe('not_found')

    expect(await call.around()).toEqual({ desks: 2, isAside: true })
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ana.staffId } })
  })

  test('who was aside when the contact was closed is not aside once that was taken back', async () => {
    const { call, ana, contactId } = await talking(world, by)
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await ana.does('triage.dispose', { contactId, disposition: 'Z-04' })

    await ana.does('triage.undoDispose', { contactId })
    await by.settles()

    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: false })
    await expect.poll(call.around, soon).toMatchObject({ isAside: false })
  })

  test('keeps a colleague who has come in, whatever that one takes back of their own', async () => {
    const { ana, contactId } = await talking(world, by)
    const ben = await operator(world)
    const closed = await takes(world, ben)
    await ben.does('triage.dispose', { contactId: closed, disposition: 'Z-04' })
    await ana.does('queue.consult', { contactId, colleague: ben.staffId })
    await ben.does('queue.acceptConsult', { contactId })

    expect((await ben.tries('triage.undoDispose', { contactId: closed })).outcome).toBe('done')

    expect(await standing(closed)).toMatchObject({ state: 'waiting', holder: null })
    expect(await standing(contactId)).toMatchObject({ consult: { stage: 'accepted' } })
  })
})

test('a colleague’s desk that the carrier tells of twice has come in once', async () => {
  const { ben, contactId } = await consulting(byTelephone({ world, network }), 'accepted')
  const line = openLine(world)
  const { account } = network
  const leg = softphoneLeg(account, { identity: deskName({ ...ben, county: ben.actor.county }) })
  const said = { application: account.twimlAppSid, params: { conf: contactId } }
  const posted = { path: '/twilio/client', params: fixtures.softphoneCalls(leg, said) }
  const joined = async () => bodiesOf(await factsAbout(world, contactId), 'queue.callJoined').length
  const before = await joined()

  const first = await line.posts(posted)
  const version = (await standing(contactId))?.version
  const second = await line.posts(posted)

  expect(second).toEqual(first)
  expect(first.body).toContain(`>${contactId}</Conference>`)
  expect(await standing(contactId)).toMatchObject({ version, consult: { stage: 'on_line' } })
  expect(await joined()).toBe(before + 1)
})
