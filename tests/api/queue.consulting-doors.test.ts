import { randomUUID } from 'node:crypto'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { deskName } from '@veghe/server/telephony/desk.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { bodiesOf, entryOf, factsAbout } from '../support/desk.ts'
import { type Line, openLine } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { everybodyIsDone, operator } from '../support/queue.ts'

let world: World
let line: Line
beforeAll(async () => {
  world = await startWorld({ chapters, config: { carrierUrl: 'http://127.0.0.1:9' } })
  line = openLine(world)
})
afterAll(() => world.stop())
beforeEach(() => everybodyIsDone(world))

const steps = ['queue.acceptConsult', 'queue.leaveConsult', 'queue.endConsult', 'queue.handOver'] as const
type Step = (typeof steps)[number]

let numbered = 0
/** Ana speaks with somebody and has asked Ben. */
async function asked() {
  const leg = line.call(`+407000005${10 + ++numbered}`)
  await line.posts(line.arrival(leg))
  const ana = await operator(world)
  const { contactId } = await ana.does('queue.next', {})
  const ben = await operator(world)
  await ana.does('queue.consult', { contactId, colleague: ben.staffId })
  return { leg, ana, ben, contactId }
}
const standing = async (contactId: ContactId) => entryOf(await world.signIn('duty_officer'), contactId)

/** As a program would that follows no contract. */
async function knocks(who: Person, action: string, body: string, key: string = randomUUID()) {
  const response = await fetch(`${world.url}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...who.headers, 'idempotency-key': key },
    body,
  })
  const { code } = (await response.json()) as { code?: string }
  return code ?? 'done'
}

describe('a question to a colleague', () => {
  test('is moved by nobody from another county, by no other operator, and not by the wrong one of the two', async () => {
    const { ana, ben, contactId } = await asked()
    const before = await standing(contactId)
    const stranger = await operator(world, { county: 'BN' })
    const other = await operator(world)
    const of = (who: Person) =>
      Promise.all(steps.map(async (step: Step) => (await who.tries(step, { contactId })).outcome))

    expect(await of(stranger)).toEqual(['not_found', 'not_found', 'not_found', 'not_found'])
    // Leaving where one is not changes nothing.
    expect(await of(other)).toEqual(['no_consult', 'done', 'not_found', 'not_found'])
    expect((await ana.tries('queue.acceptConsult', { contactId })).outcome).toBe('no_consult')
    await ana.does('queue.leaveConsult', { contactId })
    for (const step of ['queue.endConsult', 'queue.handOver'] as const)
      expect((await ben.tries(step, { contactId })).outcome).toBe('not_found')
    expect(await standing(contactId)).toEqual(before)
  })

  test('is asked by a person and never by a program, whatever its key may do', async () => {
    const { ana, ben, contactId } = await asked()
    await ana.does('queue.endConsult', { contactId })
    const program = await world.program(['queue.consult', ...steps])

    const consult = await program.tries('queue.consult', { contactId, colleague: ben.staffId })
    const rest = await Promise.all(steps.map((step: Step) => program.tries(step, { contactId })))

    expect([consult, ...rest].map(({ outcome }) => outcome)).toEqual(Array(5).fill('not_allowed'))
    expect(await standing(contactId)).toMatchObject({ consult: null })
  })

  test('that is no question is refused before anything is touched', async () => {
    const { ana, contactId } = await asked()
    const before = await standing(contactId)
    const strange = [
      '{}',
      '',
      '[]',
      '"a"',
      '{',
      `{"contactId":null}`,
      `{"contactId":["${contactId}"]}`,
      `{"contactId":"${contactId}\\u0000"}`,
      `{"contactId":" ${contactId} "}`,
      `{"contactId":"\\ud800"}`,
      `{"contactId":"${'9'.repeat(10_000)}"}`,
      `{"__proto__":{"contactId":"${contactId}"}}`,
    ]
    for (const action of ['queue.consult', ...steps])
      for (const body of strange)
        expect([action, body, await knocks(ana, action, body)]).toEqual([action, body, 'bad_input'])
    for (const action of ['queue.consult', ...steps])
      expect(await knocks(ana, action, JSON.stringify({ contactId, more: 'x'.repeat(1_000_000) }))).toBe(
        'too_large',
      )
    expect(await knocks(ana, 'queue.consult', JSON.stringify({ contactId, colleague: 'ana' }))).toBe(
      'bad_input',
    )
    expect(await standing(contactId)).toEqual(before)
  })

  test('under a key that was used for another is not asked, and under its own is answered as before', async () => {
    const { ana, ben, contactId } = await asked()
    await ana.does('queue.endConsult', { contactId })
    const key = randomUUID()
    const first = await ana.does('queue.consult', { contactId, colleague: ben.staffId }, key)
    const carol = await operator(world)

    const other = await ana.tries('queue.consult', { contactId, colleague: carol.staffId }, key)
    await ben.does('queue.leaveConsult', { contactId })
    const late = await ana.does('queue.consult', { contactId, colleague: ben.staffId }, key)

    expect(other.outcome).toBe('key_reused')
    expect(late).toEqual(first)
    // What came late was answered, and asked nobody anew.
    expect(await standing(contactId)).toMatchObject({ consult: null })
  })

  test('of two put at the same instant reaches one colleague, and of two holders one reaches them', async () => {
    const { ana, ben, contactId } = await asked()
    await ana.does('queue.endConsult', { contactId })
    const carol = await operator(world)
    const both = await Promise.all(
      [ben, carol].map((one) => ana.tries('queue.consult', { contactId, colleague: one.staffId })),
    )
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['consult_running', 'done'])
    await ana.does('queue.endConsult', { contactId })

    const other = await asked()
    await other.ana.does('queue.endConsult', { contactId: other.contactId })
    const holders = [
      { who: ana, contactId },
      { who: other.ana, contactId: other.contactId },
    ]
    const asks = await Promise.all(
      holders.map((one) =>
        one.who.tries('queue.consult', { contactId: one.contactId, colleague: ben.staffId }),
      ),
    )
    expect(asks.map(({ outcome }) => outcome).toSorted()).toEqual(['colleague_busy', 'done'])
  })

  test('comes too late once the contact was closed, and too late to be answered once the shift has ended', async () => {
    const { ana, ben, contactId } = await asked()
    world.change(ben, [])
    for (const step of steps) expect((await ben.tries(step, { contactId })).outcome).toBe('not_allowed')
    await ana.does('triage.dispose', { contactId, disposition: 'Z-04' })

    expect((await ana.tries('queue.consult', { contactId, colleague: ben.staffId })).outcome).toBe(
      'not_holder',
    )
    for (const step of ['queue.endConsult', 'queue.handOver'] as const)
      expect((await ana.tries(step, { contactId })).outcome).toBe('not_holder')
    expect(bodiesOf(await factsAbout(world, contactId), 'queue.consultEnded')).toEqual([{ by: 'closed' }])
  })
})

/** F7: the desk of this operator asks to come into the call. */
function comesIn({ staffId, actor }: Person, contactId: ContactId) {
  const account = carrierAccount(world.server.config.dataDir)
  const leg = softphoneLeg(account, { identity: deskName({ staffId, county: actor.county }) })
  const said = { application: account.twimlAppSid, params: { conf: contactId } }
  return { path: '/twilio/client', params: fixtures.softphoneCalls(leg, said) }
}
const joined = async (contactId: ContactId) =>
  bodiesOf(await factsAbout(world, contactId), 'queue.callJoined').length

describe('a desk', () => {
  test('that the carrier tells of twice, one after the other or at once, has come in once', async () => {
    const { ana, contactId } = await asked()
    const posted = comesIn(ana, contactId)

    const first = await line.posts(posted)
    const again = await Promise.all([line.posts(posted), line.posts(posted)])

    expect(first.body).toContain(`>${contactId}</Conference>`)
    expect(again).toEqual([first, first])
    expect(await joined(contactId)).toBe(1)
    // By another line they come in anew, as after a reload.
    await line.posts(comesIn(ana, contactId))
    expect(await joined(contactId)).toBe(2)
  })

  test('that comes in while the caller hangs up keeps neither from being heard', async () => {
    for (let time = 0; time < 5; time++) {
      const { leg, ana, contactId } = await asked()
      const answers = await Promise.all([line.posts(line.end(leg)), line.posts(comesIn(ana, contactId))])

      expect(answers.map(({ status }) => status)).toEqual([204, 200])
      expect(await standing(contactId)).toMatchObject({ live: false, consult: null })
      await everybodyIsDone(world)
    }
  })
})
