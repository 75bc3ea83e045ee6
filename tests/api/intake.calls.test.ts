import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import type { Leg } from '@veghe/infra/carrier/leg.ts'
import { describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { orders, type Posted, queueOf } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()

/** Digits that no other test of this file uses, so that each finds its own contact. */
const digitsOf = (from: string) => from.slice(-3)
const entriesOf = async (from: string) =>
  (await queueOf(here.world)).filter(({ callerDigits }) => callerDigits === digitsOf(from))
const factsOf = (contactId: string) =>
  runSql<{ kind: string }>(
    here.world.database.superUrl,
    'select kind from facts where contact_id = $1 order by recorded_at, id',
    [contactId],
  )
const count = async (table: string) =>
  (await runSql<{ n: string }>(here.world.database.superUrl, `select count(*) as n from ${table}`))[0]?.n

const left = (leg: Leg): Posted => ({
  path: '/twilio/left',
  params: fixtures.queueLeft(
    { ...leg, status: 'completed' },
    { queueSid: `QU${'3'.repeat(32)}`, seconds: 57, result: 'hangup' },
  ),
})

describe('a call to the line', () => {
  test('waits in its county’s queue, and the caller is told to stay', async () => {
    const from = here.someone()

    const answer = await here.line.posts(here.line.arrival(here.line.call(from)))

    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<Enqueue') })
    expect(answer.body).toContain('Ați sunat la 119')
    for (const told of ['Apelul se înregistrează', 'A hívást rögzítjük', 'The call is recorded'])
      expect(answer.body).toContain(told)
    expect(await entriesOf(from)).toMatchObject([
      { state: 'waiting', channel: 'voice', live: true, queueClass: 'P?' },
    ])
  })

  test('through the SIP domain is the same call', async () => {
    const from = here.someone()
    const headers = { 'X-PAI': `tel:${from}`, 'X-Cell-Id': '001-01-12A0-F1B2C3', 'X-Trunk-Region': 'REG-07' }

    expect((await here.line.posts(here.line.arrival(here.line.call(from, { headers })))).status).toBe(200)

    expect(await entriesOf(from)).toMatchObject([{ state: 'waiting', live: true }])
  })

  test.each(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', 'anonymous', ''])(
    'with the number withheld as „%s” is a caller without digits',
    async (from) => {
      const before = (await queueOf(here.world)).filter(({ callerDigits }) => callerDigits === null).length

      expect((await here.line.posts(here.line.arrival(here.line.call(from)))).status).toBe(200)

      const nobodies = (await queueOf(here.world)).filter(({ callerDigits }) => callerDigits === null)
      expect(nobodies).toHaveLength(before + 1)
    },
  )

  test('told of three times is one contact and gets the same document each time', async () => {
    const from = here.someone()
    const leg = here.line.call(from)

    const answers = [
      await here.line.posts(here.line.arrival(leg)),
      ...(await Promise.all([
        here.line.posts(here.line.arrival(leg)),
        here.line.posts(here.line.arrival(leg)),
      ])),
    ]

    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    const entries = await entriesOf(from)
    expect(entries).toHaveLength(1)
    const kinds = (await factsOf(entries[0]?.id ?? '')).map(({ kind }) => kind)
    expect(kinds).toEqual(['intake.received', 'queue.entered'])
  })

  test('is one contact in the same state whatever order its reports arrive in, each of them three times', async () => {
    for (const order of orders([0, 1, 2])) {
      const from = here.someone()
      const leg = here.line.call(from)
      const reports = [
        here.line.arrival(leg),
        here.line.end(leg),
        { path: '/twilio/fallback', params: fallbackOf(leg) },
      ]

      for (const i of [...order, ...order, ...order]) {
        const posted = reports[i]
        if (posted) expect((await here.line.posts(posted)).status).toBeLessThan(300)
      }

      const entries = await entriesOf(from)
      expect(entries).toMatchObject([{ state: 'ended', ending: 'abandoned', live: false }])
      const kinds = (await factsOf(entries[0]?.id ?? '')).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'intake.received')).toHaveLength(1)
      expect(kinds.filter((kind) => kind === 'intake.callEnded')).toHaveLength(1)
      expect(kinds.filter((kind) => kind === 'queue.abandoned')).toHaveLength(1)
    }
  })

  test('that leaves the parking place is over, whether that or its end is heard of first', async () => {
    for (const hangsUp of [true, false]) {
      const from = here.someone()
      const leg = here.line.call(from)
      const { body } = await here.line.posts(here.line.arrival(leg))
      const query = /\/twilio\/left\?([^"]*)/.exec(body)?.[1]?.replaceAll('&amp;', '&')
      const gone = { ...left(leg), path: `/twilio/left?${query}` }

      for (const posted of hangsUp ? [gone, here.line.end(leg)] : [here.line.end(leg), gone])
        expect((await here.line.posts(posted)).status).toBeLessThan(300)

      expect(await entriesOf(from)).toMatchObject([{ state: 'ended', ending: 'abandoned' }])
    }
  })

  test('of which only the end was heard is a contact received when it began, and is to be called back', async () => {
    const from = here.someone()

    await here.line.posts(here.line.end(here.line.call(from), 63))

    const [entry] = await entriesOf(from)
    expect(entry).toMatchObject({ state: 'ended', ending: 'abandoned' })
    expect(entry?.receivedAt).toEqual(new Date(here.world.now().getTime() - 63_000))
    const officer = await here.world.signIn('duty_officer')
    const callBacks = await officer.asks('queue.callBacks', {})
    expect(callBacks.find(({ contactId }) => contactId === entry?.id)).toMatchObject({
      state: 'open',
      hasNumber: true,
    })
  })

  test('that nobody answered is closed when its call-back is given up, with that reason', async () => {
    const leg = here.line.call('anonymous')
    await here.line.posts(here.line.arrival(leg))
    await here.line.posts(here.line.end(leg))
    const officer = await here.world.signIn('duty_officer')
    const callBacks = await officer.asks('queue.callBacks', {})
    const last = callBacks.filter(({ state, hasNumber }) => state === 'open' && !hasNumber).at(-1)
    if (!last) throw new Error('Nobody is to be called back.')

    await officer.does('queue.closeCallBack', {
      callBackId: last.id,
      version: last.version,
      reason: 'no_number',
    })

    const contact = await officer.asks('intake.contact', { contactId: last.contactId })
    expect(contact).toMatchObject({ outcome: 'no_number', closedAt: here.world.now(), callState: 'ended' })
  })

  test('stays ended when a report of its beginning is late', async () => {
    const from = here.someone()
    const leg = here.line.call(from)
    await here.line.posts(here.line.arrival(leg))
    await here.line.posts(here.line.end(leg))

    const late = fixtures.callStatus({ ...leg, status: 'in-progress' }, { sequence: 0, at: here.world.now() })
    expect((await here.line.posts({ path: '/twilio/status', params: late })).status).toBe(204)

    expect(await entriesOf(from)).toMatchObject([{ state: 'ended', live: false }])
  })
})

const fallbackOf = (leg: Leg) =>
  fixtures.fallback(leg, { code: 11200, url: 'http://localhost:1190/twilio/voice' })

describe('the fallback', () => {
  test('parks the call as if nothing had been', async () => {
    const from = here.someone()

    const answer = await here.line.posts({
      path: '/twilio/fallback',
      params: fallbackOf(here.line.call(from)),
    })

    expect(answer.body).toContain('<Enqueue')
    expect(await entriesOf(from)).toHaveLength(1)
  })
})

describe('what the carrier did not send', () => {
  const everyDoor = (from: string): Posted[] => {
    const leg = here.line.call(from)
    const text = here.line.text(from, 'mă bate acum')
    return [
      here.line.arrival(leg),
      here.line.end(leg),
      { path: '/twilio/fallback', params: fallbackOf(leg) },
      left(leg),
      here.line.message(text),
      {
        path: '/twilio/messages/status',
        params: fixtures.messageStatus({ ...text, status: 'delivered' }, here.world.now()),
      },
      { path: '/twilio/ack', params: fixtures.ackDigits(leg, '1') },
    ]
  }
  const tables = ['contacts', 'messages', 'calls', 'entries', 'facts', 'outbox', 'assessments']
  const stored = () => Promise.all(tables.map(count))

  test.each([
    ['unsigned', { signature: 'missing' }, 400],
    ['signed by somebody else', { signature: 'wrong' }, 403],
  ] as const)('is refused when it is %s, and leaves nothing behind', async (_what, how, status) => {
    const before = await stored()

    for (const posted of everyDoor(here.someone()))
      expect((await here.line.posts(posted, how)).status).toBe(status)

    expect(await stored()).toEqual(before)
  })

  test('is refused when it is longer than 64 KB, and leaves nothing behind', async () => {
    const before = await stored()
    const padding = 'x'.repeat(65 * 1024)

    for (const { path, params } of everyDoor(here.someone()))
      expect((await here.line.posts({ path, params: { ...params, Padding: padding } })).status).toBe(413)

    expect(await stored()).toEqual(before)
  })

  test('a changed field is somebody else’s signature', async () => {
    const from = here.someone()

    const answer = await here.line.posts(here.line.arrival(here.line.call(from)), {
      changed: ['ringing', 'completed'],
    })

    expect(answer.status).toBe(403)
    expect(await entriesOf(from)).toHaveLength(0)
  })

  test('what names no call is refused, and leaves nothing behind', async () => {
    const before = await stored()

    expect((await here.line.posts({ path: '/twilio/voice', params: { From: here.someone() } })).status).toBe(
      400,
    )
    expect(
      (await here.line.posts({ path: '/twilio/status', params: { CallStatus: 'completed' } })).status,
    ).toBe(400)

    expect(await stored()).toEqual(before)
  })
})

test('a field nobody knows yet is no reason to refuse a caller', async () => {
  const from = here.someone()
  const { path, params } = here.line.arrival(here.line.call(from))

  expect(
    (await here.line.posts({ path, params: { ...params, NewInTwentyEight: 'da & nu = „poate”' } })).status,
  ).toBe(200)

  expect(await entriesOf(from)).toHaveLength(1)
})
