import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import { readToken } from '@veghe/infra/carrier/softphone/token.ts'
import { chapters } from '@veghe/server/chapters.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, expect, test } from 'vitest'
import { startWorld } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => everybodyIsDone(here.world))

/** Somebody rings and is taken by an operator. */
async function taken() {
  const leg = here.line.call(here.someone())
  await here.line.posts(here.line.arrival(leg))
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  return { leg, ana, contactId }
}
const account = () => carrierAccount(here.world.server.config.dataDir)
const nameOf = ({ staffId, actor }: Person) => `${actor.county}_${staffId.replaceAll('-', '')}`

/** A browser of this name asks the carrier to come in. */
function calls(identity: string, params: Record<string, string>) {
  const leg = softphoneLeg(account(), { identity })
  const said = { application: account().twimlAppSid, params }
  return { path: '/twilio/client', params: fixtures.softphoneCalls(leg, said) }
}
const asks = (who: Person, contactId: ContactId) => who.asks('queue.lineToken', { contactId })
async function refused(asking: Promise<unknown>): Promise<string> {
  return asking.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  )
}

test('whoever holds a call by telephone is given an hour’s line of their own, at the stand-in’s address', async () => {
  const { ana, contactId } = await taken()

  const { token, gateway, isHeld } = await asks(ana, contactId)

  const pass = readToken(token, account(), new Date(0))
  expect(pass).toMatchObject({ identity: nameOf(ana), application: account().twimlAppSid })
  const [, body = ''] = token.split('.')
  const said = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  expect(said.exp - said.iat).toBe(3_600)
  expect(said.grants.voice).not.toHaveProperty('incoming')
  expect([gateway, isHeld]).toEqual(['ws://127.0.0.1:9/signal', false])
})

test('with a real account the browser is sent to no address of ours', async () => {
  const twilio = { ...account(), accountSid: `AC${'0'.repeat(32)}` }
  const real = await startWorld({
    chapters,
    beside: here.world,
    config: { twilio, dataDir: here.world.server.config.dataDir },
  })
  const { ana, contactId } = await taken()
  const response = await fetch(`${real.url}/api/queue.lineToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...ana.headers },
    body: JSON.stringify({ contactId }),
  })

  expect(await response.json()).toMatchObject({ gateway: null, isHeld: false })
  await real.stop()
})

test('nobody else gets a line: not another operator, another role or county, and nobody too late', async () => {
  const { leg, ana, contactId } = await taken()
  const ben = await operator(here.world)
  expect(await refused(asks(ben, contactId))).toBe('not_found')
  for (const role of ['duty_officer', 'responder', 'administrator', 'reviewer', 'manager'] as const)
    expect([role, await refused(asks(await here.world.signIn(role), contactId))]).toEqual([
      role,
      'not_allowed',
    ])
  const stranger = await here.world.signIn('operator', { county: 'BN' })
  expect(await refused(asks(stranger, contactId))).toBe('not_found')

  await here.line.posts(here.line.end(leg))
  expect(await refused(asks(ana, contactId))).toBe('contact_ended')
})

test('given back, a call is nobody’s line any more', async () => {
  const { ana, contactId } = await taken()
  await ana.does('queue.release', { contactId, reason: 'technical' })

  expect(await refused(asks(ana, contactId))).toBe('not_holder')
})

test('the desk that holds the contact comes into its conference, and that is written down', async () => {
  const { ana, contactId } = await taken()

  const { status, body } = await here.line.posts(calls(nameOf(ana), { conf: contactId }))

  expect(status).toBe(200)
  expect(body).toContain(`>${contactId}</Conference>`)
  expect(body).toContain('participantLabel="operator"')
  expect(body).toContain('endConferenceOnExit="false"')
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.callJoined')).toHaveLength(1)
})

test('a desk that does not hold the contact is rejected, whatever it calls itself and whatever it asks for', async () => {
  const { leg, ana, contactId } = await taken()
  const ben = await operator(here.world)
  const other = await taken()
  const rejected = [
    calls(nameOf(ben), { conf: contactId }),
    calls(nameOf(other.ana), { conf: contactId }),
    calls(nameOf(ana), { conf: other.contactId }),
    calls(nameOf(ana), { conf: 'x' }),
    calls(nameOf(ana), {}),
    calls(nameOf(ana).replace('CJ', 'BN'), { conf: contactId }),
    calls('op_42', { conf: contactId }),
    // The page may say what it likes; whom the carrier vouched for counts.
    calls(nameOf(ben), { conf: contactId, From: `client:${nameOf(ana)}` }),
  ]
  for (const asked of rejected) {
    const { status, body } = await here.line.posts(asked)
    expect([status, body]).toEqual([200, expect.stringMatching(/<Response><Reject\/><\/Response>$/)])
  }
  await here.line.posts(here.line.end(leg))
  expect((await here.line.posts(calls(nameOf(ana), { conf: contactId }))).body).toContain('<Reject/>')
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.callJoined')).toEqual([])
})

test.for([
  ['wrong', 403],
  ['missing', 400],
] as const)('a desk whose request has a %s signature is not even rejected', async ([signature, status]) => {
  const { ana, contactId } = await taken()

  expect(await here.line.posts(calls(nameOf(ana), { conf: contactId }), { signature })).toEqual({
    status,
    body: '',
  })
  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.callJoined')).toEqual([])
})

test('what a caller hears who is put aside asks for itself again, and plays where a conference plays it', async () => {
  const { leg, contactId } = await taken()
  const path = `/twilio/aside?contact=${contactId}&county=CJ`

  const { body } = await here.line.posts({ path, params: fixtures.voiceInbound(leg) })

  expect(body).toContain('Rămâneți cu noi')
  expect(body).toContain(`<Redirect>${path.replace('&', '&amp;')}</Redirect>`)
})

test('a carrier that cannot be reached puts nobody aside, and nobody is told that it did', async () => {
  const { ana, contactId } = await taken()

  expect((await ana.tries('queue.holdCall', { contactId, isHeld: true })).outcome).toBe('unavailable')

  expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.callHeld')).toEqual([])
  expect(await asks(ana, contactId)).toMatchObject({ isHeld: false })
})

test('the call of a desk that comes in is no contact, however the carrier tells of it', async () => {
  const { ana } = await taken()
  const before = (await (await here.world.signIn('duty_officer')).asks('queue.board', {})).length
  const leg = softphoneLeg(account(), { identity: nameOf(ana) })

  await here.line.posts(here.line.end(leg))

  expect(await (await here.world.signIn('duty_officer')).asks('queue.board', {})).toHaveLength(before)
})
