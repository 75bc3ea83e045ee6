import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { DispatchId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { clujNapoca } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { type TestTeam, teamOnCall } from '../support/teams.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 200 })
let team: TestTeam
let dispatchId: DispatchId

/** Every test begins with a team that was sent and has not answered: its phones ring. */
beforeEach(async () => {
  await nobodyWaits(here.world)
  team = await teamOnCall(here.world, { name: `Echipa ${++sent}` })
  await here.line.posts(here.line.message(here.line.text(here.someone(), 'mă bate acum')))
  await here.world.settle()
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  await ana.does('intake.confirmPlace', { contactId, place: clujNapoca })
  const begun = await ana.does('cases.sendTeam', { contactId, priority: 'P0', teamId: team.id })
  dispatchId = begun.dispatchId
  await here.world.pass('61s')
  await here.network.seen(
    (entry) => entry.what === 'call.status' && entry.status === 'ringing' && isTheirs(entry.sid),
  )
})

let sent = 0
const phone = () => team.phones[0] ?? ''
const isTheirs = (callSid: string) => here.network.phone(phone()).calls.some(({ sid }) => sid === callSid)
const ringing = () => here.network.phone(phone()).calls.at(-1)
async function ladder() {
  const officer = await here.world.signIn('duty_officer')
  return (await officer.asks('oncall.ladders', {})).find(({ id }) => id === dispatchId)
}
const acknowledgements = () =>
  runSql(
    here.world.database.superUrl,
    `select id from facts where kind = 'oncall.acknowledged' and dispatch_id = $1`,
    [dispatchId],
  )

test('a responder who picks up and presses 1 stops the ladder', async () => {
  await here.network.answer({ phone: phone() })

  await here.network.press({ phone: phone() }, '1')
  await here.world.settle()

  expect(await ladder()).toMatchObject({ state: 'acknowledged' })
  expect(
    ringing()
      ?.transcript.map(({ text }) => text)
      .join(' '),
  ).toContain('Alertă de la 119, clasa P0, Cluj-Napoca')
})

test('the network is asked who picks up, and a mailbox hears nothing of the page and is asked for no key', async () => {
  await here.network.answer({ phone: phone() }, 'machine')
  await here.network.seen(
    (entry) => entry.what === 'call.status' && entry.status === 'completed' && isTheirs(entry.sid),
  )
  await here.world.settle()

  expect(ringing()).toMatchObject({ answeredBy: 'machine_start' })
  expect(
    ringing()
      ?.transcript.map(({ text }) => text)
      .join(' '),
  ).not.toMatch(/Alertă|Apăsați/)
  expect(await ladder()).toMatchObject({ state: 'running' })
  expect(await acknowledgements()).toHaveLength(0)
})

/** The key as the network reports it, for the call that is ringing. */
async function keyPressed(keys: string) {
  const call = ringing()
  if (!call) throw new Error('No phone rings.')
  const [intent] = await runSql<{ id: string }>(
    here.world.database.superUrl,
    'select id from intents where provider_sid = $1',
    [call.sid],
  )
  const params = fixtures.ackDigits({ ...call, status: 'in-progress', answeredBy: 'human' }, keys)
  return { path: `/twilio/ack?intent=${intent?.id}&county=CJ`, params }
}

test('a key reported three times, twice at once, is one acknowledgement', async () => {
  const posted = await keyPressed('1')

  const answers = await Promise.all([here.line.posts(posted), here.line.posts(posted)])
  answers.push(await here.line.posts(posted))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await ladder()).toMatchObject({ state: 'acknowledged' })
  expect(await acknowledgements()).toHaveLength(1)
})

test('a key that the network did not report acknowledges nothing', async () => {
  const posted = await keyPressed('1')

  expect((await here.line.posts(posted, { signature: 'missing' })).status).toBe(400)
  expect((await here.line.posts(posted, { signature: 'wrong' })).status).toBe(403)
  expect((await here.line.posts(posted, { changed: ['Digits=1', 'Digits=2'] })).status).toBe(403)

  expect(await ladder()).toMatchObject({ state: 'running' })
  expect(await acknowledgements()).toHaveLength(0)
})

test('a key of more than 64 KB acknowledges nothing, and one with a field that nobody knows yet does', async () => {
  const { path, params } = await keyPressed('1')

  const long = await here.line.posts({ path, params: { ...params, Padding: 'x'.repeat(65 * 1024) } })
  expect(long.status).toBe(413)
  expect(await ladder()).toMatchObject({ state: 'running' })

  const answer = await here.line.posts({ path, params: { ...params, NewInTwentyEight: 'da & nu = „poate”' } })
  expect(answer.status).toBe(200)
  expect(await ladder()).toMatchObject({ state: 'acknowledged' })
})

test('another key is asked for again, and „nu pot” moves on', async () => {
  const again = await here.line.posts(await keyPressed('7'))
  expect(again.body).toContain('<Gather')
  expect(await ladder()).toMatchObject({ state: 'running' })

  const declined = await here.line.posts(await keyPressed('2'))

  expect(declined.body).toContain('<Hangup')
  expect(await acknowledgements()).toHaveLength(0)
})
