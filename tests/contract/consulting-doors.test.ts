import { randomUUID } from 'node:crypto'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import { deskName } from '@veghe/server/telephony/desk.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { adaptersFor, consulting, soon, talking } from '../support/both-lines.ts'
import { lockRows, runSql } from '../support/databases.ts'
import { bodiesOf, entryOf, factsAbout, takes } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile()
beforeEach(() => everybodyIsDone(here.world))

const standing = async (contactId: ContactId) => entryOf(await here.world.signIn('duty_officer'), contactId)

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

describe.each(adaptersFor(here))('%s', (_name, by) => {
  test.for(sent)('stays aside when a colleague says yes twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'asked')

    const outcomes = await twiceAtOnce(ben, 'queue.acceptConsult', contactId, isOneKey)

    expect(outcomes).toEqual(['done', 'done'])
    await by.settles()
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside: true })
    expect(await call.around()).toEqual({ desks: 1, isAside: true })
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.consultAccepted')).toHaveLength(1)
  })

  test.for(sent)('hears their operator when they are taken back twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, contactId } = await consulting(here.world, by, 'accepted')

    const outcomes = await twiceAtOnce(ana, 'queue.endConsult', contactId, isOneKey)

    expect(outcomes).toEqual(isOneKey ? ['done', 'done'] : ['done', 'no_consult'])
    await by.settles()
    expect(await ana.asks('intake.contact', { contactId })).toMatchObject({ isAside: false })
    expect(await call.around()).toEqual({ desks: 1, isAside: false })
  })

  test.for(sent)('hears the colleague when they are handed over twice at once, %s', async ([, isOneKey]) => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'on_line')

    const outcomes = await twiceAtOnce(ana, 'queue.handOver', contactId, isOneKey)

    expect(outcomes).toEqual(isOneKey ? ['done', 'done'] : ['done', 'not_holder'])
    await by.settles()
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ben.staffId } })
    expect(await ben.asks('intake.contact', { contactId })).toMatchObject({ isAside: false })
    await expect.poll(call.around, soon).toEqual({ desks: 1, isAside: false })
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.handedOver')).toHaveLength(1)
  })

  test('is handed over once, and said to be, when it is sent again while that is being done', async () => {
    const { ana, ben, contactId } = await consulting(here.world, by, 'on_line')
    const rows = 'select from operator_states where staff_id = $1 for update'
    const held = await lockRows(here.world.database.superUrl, rows, [ana.staffId])
    const key = randomUUID()
    const sent = [ana.tries('queue.handOver', { contactId }, key)]
    await held.waited(1)
    sent.push(ana.tries('queue.handOver', { contactId }, key))
    await held.waited(2)

    await held.release()

    expect(await Promise.all(sent)).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ben.staffId } })
  })

  test('is handed over to nobody who is no operator here any more, and stays aside meanwhile', async () => {
    const { call, ana, ben, contactId } = await consulting(here.world, by, 'on_line')
    await runSql(
      here.world.database.superUrl,
      `update memberships set roles = '{responder}' where staff_id = $1`,
      [ben.staffId],
    )

    expect((await ana.tries('queue.handOver', { contactId })).outcome).toBe('not_found')

    expect(await call.around()).toEqual({ desks: 2, isAside: true })
    expect(await standing(contactId)).toMatchObject({ holder: { staffId: ana.staffId } })
  })

  test('who was aside when the contact was closed is not aside once that was taken back', async () => {
    const { call, ana, contactId } = await talking(here.world, by)
    await ana.does('queue.holdCall', { contactId, isHeld: true })
    await ana.does('triage.dispose', { contactId, disposition: 'Z-04' })

    await ana.does('triage.undoDispose', { contactId })
    await by.settles()

    expect(await by.comesIn(ana, contactId)).toMatchObject({ isHeld: false })
    await expect.poll(call.around, soon).toMatchObject({ isAside: false })
  })

  test('keeps a colleague who has come in, whatever that one takes back of their own', async () => {
    const { ana, contactId } = await talking(here.world, by)
    const ben = await operator(here.world)
    const closed = await takes(here.world, ben)
    await ben.does('triage.dispose', { contactId: closed, disposition: 'Z-04' })
    await ana.does('queue.consult', { contactId, colleague: ben.staffId })
    await ben.does('queue.acceptConsult', { contactId })

    expect((await ben.tries('triage.undoDispose', { contactId: closed })).outcome).toBe('done')

    expect(await standing(closed)).toMatchObject({ state: 'waiting', holder: null })
    expect(await standing(contactId)).toMatchObject({ consult: { stage: 'accepted' } })
  })
})

test('a colleague’s desk that the carrier tells of twice has come in once', async () => {
  const [[, byTelephone] = []] = adaptersFor(here)
  if (!byTelephone) throw new Error('Nobody telephones.')
  const { ben, contactId } = await consulting(here.world, byTelephone, 'accepted')
  const { account } = here.network
  const leg = softphoneLeg(account, { identity: deskName({ ...ben, county: ben.actor.county }) })
  const said = { application: account.twimlAppSid, params: { conf: contactId } }
  const posted = { path: '/twilio/client', params: fixtures.softphoneCalls(leg, said) }
  const joined = async () => bodiesOf(await factsAbout(here.world, contactId), 'queue.callJoined').length
  const before = await joined()

  const first = await here.line.posts(posted)
  const version = (await standing(contactId))?.version
  const second = await here.line.posts(posted)

  expect(second).toEqual(first)
  expect(first.body).toContain(`>${contactId}</Conference>`)
  expect(await standing(contactId)).toMatchObject({ version, consult: { stage: 'on_line' } })
  expect(await joined()).toBe(before + 1)
})
