import { randomBytes } from 'node:crypto'
import { chapters } from '@veghe/server/chapters.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dumpKeys, dumpTables, readableIn } from '../faults/dumps.ts'
import { startWorld, type World } from '../support/app.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits, queueOf } from '../support/line.ts'
import { finishes, operator } from '../support/queue.ts'
import { chatPage, newTextKey } from '../support/web-chat.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters, config: { chats: 20 } })
})
afterAll(() => world.stop())
beforeEach(async () => {
  await nobodyWaits(world)
  await world.pass('1m')
})

const page = (secret?: string) => chatPage(() => world, secret)
const open = async () => (await queueOf(world)).filter(({ state }) => state !== 'ended')

/** A child who has written, and an operator who holds what they wrote. */
async function inHand(text = 'alo') {
  const child = page()
  await child.writes(text)
  await world.pass('1s')
  const ana = await operator(world)
  const contactId = ContactId.parse((await ana.does('queue.next', {})).contactId)
  return { child, ana, contactId, view: () => ana.asks('intake.contact', { contactId }) }
}

/** As a program would that follows no contract. */
async function knocks(path: string, body: string | null, more: { type?: string; method?: string } = {}) {
  const { type = 'application/json', method = 'POST' } = more
  const response = await fetch(`${world.url}/help/chat${path}`, {
    method,
    headers: { 'content-type': type, origin: world.server.config.publicUrl },
    ...(method === 'GET' ? {} : { body }),
  })
  return response.status
}

describe('the door of the chat', () => {
  const secret = randomBytes(32).toString('base64url')
  const key = newTextKey()
  const strange: readonly string[] = [
    ...['', '{}', '[]', 'null', '"alo"', '{', '\u0000'],
    `{"secret":"${secret}","key":"${key}"}`,
    `{"secret":"${secret}","text":"alo"}`,
    `{"key":"${key}","text":"alo"}`,
    `{"secret":"${secret}","key":"${key}","text":null}`,
    `{"secret":"${secret}","key":"${key}","text":["alo"]}`,
    `{"secret":"${secret}","key":"${key}","text":119}`,
    `{"secret":["${secret}"],"key":"${key}","text":"alo"}`,
    `{"secret":"${secret}\\n","key":"${key}","text":"alo"}`,
    `{"secret":"${secret.slice(1)}","key":"${key}","text":"alo"}`,
    `{"secret":"${secret}","key":"${key.toUpperCase()}F","text":"alo"}`,
    `{"secret":"${secret}","key":"${key}","text":"${'a'.repeat(10_000)}"}`,
    `{"__proto__":{"secret":"${secret}","key":"${key}","text":"alo"}}`,
  ]

  test.for(['/say', '/look', '/leave'])('%s takes nothing but what it asks for', async (path) => {
    for (const body of strange) expect([body, await knocks(path, body)]).toEqual([body, 400])
    const whole = JSON.stringify({ secret, key, text: 'alo', mark: '', shown: [], leaving: 'closed' })
    expect(await knocks(path, whole, { type: 'text/plain' })).toBe(400)
    expect(await knocks(path, whole, { type: 'application/json; charset=latin1' })).toBe(400)
    expect(await knocks(path, JSON.stringify({ secret, text: 'x'.repeat(1_000_000) }))).toBe(413)
    expect(await knocks(`${path}?secret=${secret}&key=${key}&text=alo`, '{}')).toBe(400)
    expect(await open()).toEqual([])
  })

  test('takes what it asks for and drops what it does not know', async () => {
    const more = {
      county: 'BN',
      contactId: crypto.randomUUID(),
      channel: 'sms',
      priority: 'N',
      at: '2020-01-01',
    }

    const { status } = await page().asks('/say', { key: newTextKey(), text: 'alo', ...more })

    expect(status).toBe(200)
    expect(await open()).toMatchObject([{ channel: 'web_chat', queueClass: 'P?', receivedAt: world.now() }])
    const stranger = await world.signIn('duty_officer', { county: 'BN' })
    expect(await stranger.asks('queue.board', {})).toEqual([])
  })

  test('knows a chat by its whole secret and by nothing that is like it', async () => {
    const { child, contactId } = await inHand()
    const last = child.secret.at(-1) === 'A' ? 'B' : 'A'
    const turned = child.secret.replace(/[a-z]/i, (letter) =>
      letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
    )
    for (const forged of [child.secret.slice(0, -1) + last, turned, randomBytes(32).toString('base64url')]) {
      expect(await page(forged).looks()).toMatchObject({ status: 200, state: 'none', lines: [] })
      await page(forged).leaves()
    }
    expect(await child.looks()).toMatchObject({ state: 'answered', lines: [{ text: 'alo' }] })
    expect(bodiesOf(await factsAbout(world, contactId), 'intake.chatLeft')).toEqual([])
  })
})

describe('a text from the public page', () => {
  test.for([
    ['with a letter that ends strings elsewhere', 'a\u0000b'],
    ['that turns what follows it around', '\u202emă bate\u202c tata'],
    ['of a letter under a heap of marks', `a${'\u0336\u0327\u0301'.repeat(500)}`],
    ['of pictures that are one of many', '👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 👍🏽'],
    ['with invisible letters between', 'm\u200bă b\u200da\u2060te \ufeffacum'],
    ['as long as a page may send', '😭'.repeat(800)],
    ['of one word without an end', 'a'.repeat(1_600)],
  ])('%s is kept as it was written, and keeps no board from being shown', async ([, text]) => {
    const screen = await (await world.signIn('duty_officer')).listens()
    const { child, view, contactId } = await inHand(text)
    const told = await screen.hears('queue.changed', ({ id, state }) => id === contactId && state === 'held')
    expect(told.opening?.length).toBeLessThanOrEqual(80)
    expect(await open()).toMatchObject([{ opening: told.opening }])

    expect((await view()).messages).toMatchObject([{ text }])
    expect((await child.looks()).lines).toMatchObject([{ text }])
  })

  test('with half a letter is taken in, and the half is shown as one that nobody can read', async () => {
    const { child, view } = await inHand('mă bate acum \ud83d')

    expect((await view()).messages).toMatchObject([{ text: 'mă bate acum \ufffd' }])
    expect((await child.looks()).lines).toMatchObject([{ text: 'mă bate acum \ufffd' }])
    expect(await open()).toMatchObject([{ hint: { raiseTo: 'P0' } }])
  })

  test.for<[string, string]>([
    ['a heart', '❤️'],
    ['a mother and her children', '👩‍👧‍👦'],
    ['nothing that can be seen', '\u200b\u2060\u200d'],
    ['a flag and a cross', '🏳️ ✖️'],
  ])('of %s is looked at within a minute, as every text without a word is', async ([, text]) => {
    await page().writes(text)

    expect(await open()).toMatchObject([{ hint: { raiseTo: 'P2', category: 'W14' } }])
  })

  test('under a key that stood for another text is refused, and the first stays', async () => {
    const child = page()
    const key = newTextKey()
    await child.writes('alo', key)

    expect(await child.writes('mă bate', key)).toMatchObject({ status: 422, code: 'key_reused' })

    expect((await child.looks()).lines).toMatchObject([{ text: 'alo' }])
    expect((await child.writes('  alo  ', key)).status).toBe(200)
  })

  test('beyond sixty in a minute waits, and keeps nobody else from writing', async () => {
    const child = page()
    const came = []
    for (let many = 0; many < 62; many++) came.push((await child.writes(`al ${many}-lea`)).status)

    expect(came.slice(0, 60)).toEqual(Array(60).fill(200))
    expect(came.slice(60)).toEqual([429, 429])
    expect((await page().writes('alo')).status).toBe(200)
    expect((await child.looks()).lines).toHaveLength(60)
  })

  test('that comes long after its page was left is a contact of its own, which can be answered', async () => {
    const { child, ana, contactId } = await inHand()
    await child.leaves('quick_exit')
    await finishes(world, contactId)
    const second = await inHandAgain(child)
    await child.leaves('closed')
    await world.pass('2m')

    const { state } = await child.writes('am revenit')

    expect(state).toBe('waiting')
    const waiting = (await open()).filter((entry) => entry.state === 'waiting')
    expect(waiting).toMatchObject([{ opening: 'am revenit' }])
    const ben = await operator(world)
    const { contactId: third } = await ben.does('queue.next', {})
    expect([contactId, second]).not.toContain(third)
    await ben.does('intake.reply', { contactId: third, text: 'Sunt aici.' })
    expect((await child.looks()).lines?.at(-1)?.text).toBe('Sunt aici.')
    // What was left stays with whoever has it.
    expect((await open()).find(({ id }) => id === second)).toMatchObject({ state: 'held' })
    expect(ana.staffId).not.toBe(ben.staffId)
  })

  test('goes to the one contact of its page that is open, also when that is not the newest', async () => {
    const { child, ana, contactId } = await inHand()
    await ana.does('triage.dispose', { contactId, disposition: 'Z-04' })
    await child.writes('încă ceva')
    const ben = await operator(world)
    await world.pass('1s')
    const { contactId: newer } = await ben.does('queue.next', {})
    await ben.does('triage.dispose', { contactId: newer, disposition: 'Z-04' })
    await ana.does('triage.undoDispose', { contactId })

    const { state } = await child.writes('și asta')

    expect(state).toBe('answered')
    expect(await open()).toMatchObject([{ id: contactId, opening: 'și asta' }])
  })
})

/** Whoever wrote before writes again, and somebody takes it. */
async function inHandAgain(child: ReturnType<typeof page>): Promise<ContactId> {
  await world.pass('1s')
  await child.writes('încă o dată')
  const carol = await operator(world)
  return (await carol.does('queue.next', {})).contactId
}

test('of a page that is left twice at once, and by two ways, one leaving stands', async () => {
  const { child, contactId } = await inHand()

  await Promise.all([child.leaves('quick_exit'), child.leaves('quick_exit'), child.leaves('quick_exit')])
  await child.leaves('closed')

  expect(bodiesOf(await factsAbout(world, contactId), 'intake.chatLeft')).toEqual([{ leaving: 'quick_exit' }])
})

test('whoever copies the tables and Redis away reads nothing of a chat in them, and no secret', async () => {
  const told = ['Pe Zamfirița o cheamă tăticul în magazie', 'Rămâi lângă fereastră, te citesc'] as const
  const { child, ana, contactId } = await inHand(told[0])
  await ana.does('intake.reply', { contactId, text: told[1] })
  await child.looks()
  await child.leaves('quick_exit')
  const pool = new pg.Pool({ connectionString: world.database.superUrl, max: 2 })
  const taken = [
    ...(await dumpTables({ sql: async (text) => (await pool.query(text)).rows })),
    ...(await dumpKeys({ redis: world.server.redis, match: `*${world.server.redisPrefix}*` })),
  ]
  await pool.end()
  const kept = taken.filter(({ bytes }) => bytes.includes(contactId)).map(({ name }) => name)

  expect(kept).toEqual(expect.arrayContaining(['table messages', 'table web_chats', 'table outbox']))
  expect(taken.some(({ name }) => name.includes('limit:chat-text'))).toBe(true)
  expect(readableIn(taken, [...told, child.secret, '127.0.0.1', 'Zamfirița', 'fereastră'])).toEqual([])
})
