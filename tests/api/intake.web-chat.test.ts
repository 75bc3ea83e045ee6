import { chapters } from '@veghe/server/chapters.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits, openLine, queueOf } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { chatPage, newTextKey } from '../support/web-chat.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters, config: { chats: 3 } })
})
afterAll(() => world.stop())
beforeEach(async () => {
  await nobodyWaits(world)
  await world.pass('1m')
})

const page = (secret?: string) => chatPage(() => world, secret)
const theEntry = async () => {
  const waiting = (await queueOf(world)).filter(({ state }) => state !== 'ended')
  expect(waiting).toHaveLength(1)
  return waiting[0]
}

/** A child who has written, and an operator who holds what they wrote. */
async function inHand(text = 'alo') {
  const child = page()
  await child.writes(text)
  const ana = await operator(world)
  await world.pass('1s')
  const contactId = ContactId.parse((await ana.does('queue.next', {})).contactId)
  return {
    ...{ child, ana, contactId },
    view: () => ana.asks('intake.contact', { contactId }),
    answers: async (said: string) => {
      await world.pass('1s')
      return (await ana.tries('intake.reply', { contactId, text: said })).outcome
    },
    statuses: async () => {
      const { messages } = await ana.asks('intake.contact', { contactId })
      return messages.filter(({ direction }) => direction === 'out').map(({ status }) => status)
    },
  }
}

describe('a text from the public page', () => {
  test('stands in the queue like any other, and its words of danger lift it', async () => {
    const child = page()
    const { status, state, lines } = await child.writes('mă bate acum')

    expect(status).toBe(200)
    expect(state).toBe('waiting')
    expect(lines).toMatchObject([{ text: 'mă bate acum' }])
    expect(await theEntry()).toMatchObject({
      ...{ channel: 'web_chat', live: false, callerDigits: null, opening: 'mă bate acum' },
      ...{ queueClass: 'P?', hint: { raiseTo: 'P0' } },
    })
  })

  test('has the head start of a text from a telephone, no more and no less', async () => {
    await page().writes('alo, e cineva?')
    const line = openLine(world)
    await line.posts(line.message(line.text('+40700060001', 'alo, e cineva?')))

    const [first, second] = (await queueOf(world)).filter(({ state }) => state === 'waiting')
    expect(first?.score).toBe(second?.score)
  })

  test('joins those before it, and sent again under the same key it is taken in once', async () => {
    const child = page()
    const key = newTextKey()
    await child.writes('alo', key)
    await world.pass('1s')
    await Promise.all([child.writes('mai e cineva?'), child.writes('alo', key), child.writes('alo', key)])

    const { lines } = await child.looks()
    expect(lines?.map(({ text }) => text)).toEqual(['alo', 'mai e cineva?'])
    expect(lines?.[0]?.key).toBe(key)
    await theEntry()
  })

  test('is one contact when the first three of a page come at the same instant', async () => {
    const child = page()
    const came = await Promise.all(['unu', 'doi', 'trei'].map((text) => child.writes(text)))

    expect(came.map(({ status }) => status)).toEqual([200, 200, 200])
    await theEntry()
    expect((await child.looks()).lines).toHaveLength(3)
  })

  test('that says „stop” stops nothing: it is a word like any other', async () => {
    const { child, view, answers } = await inHand()
    await world.pass('1s')
    await child.writes('STOP')

    const { hasOptedOut, messages, returnsAt } = await view()
    expect([hasOptedOut, messages.at(-1)?.isOptOut]).toEqual([false, false])
    expect(returnsAt).not.toBeNull()
    expect(await answers('Sunt aici.')).toBe('done')
  })

  test('that is empty, too long, without a secret or from another site enters nobody', async () => {
    const child = page()
    const text = { key: newTextKey(), text: 'alo' }

    expect(await child.writes('   ')).toMatchObject({ status: 400, code: 'bad_input' })
    expect(await child.writes('a'.repeat(1_601))).toMatchObject({ status: 400 })
    expect(await child.asks('/say', { ...text, secret: 'short' })).toMatchObject({ status: 400 })
    expect(await child.asks('/say', { ...text, key: '1' })).toMatchObject({ status: 400 })
    expect(await child.asks('/say', text, 'https://elsewhere.example')).toMatchObject({ status: 403 })
    expect(await child.asks('/say', { ...text, text: 'a'.repeat(40_000) })).toMatchObject({ status: 413 })
    expect((await queueOf(world)).filter(({ state }) => state !== 'ended')).toEqual([])
  })

  test('leaves no number, no address and no secret behind', async () => {
    const child = page()
    await child.writes('alo')
    const { id = '' } = (await theEntry()) ?? {}

    const [contact] = await runSql<Record<string, unknown>>(
      world.database.superUrl,
      'select number, number_hash, network_number, location, digits, call_sid from contacts where id = $1',
      [id],
    )
    expect(Object.values(contact ?? {})).toEqual([null, null, null, null, null, null])
    const kept = await runSql<{ row: string }>(
      world.database.superUrl,
      `select row_to_json(w)::text || (select string_agg(row_to_json(t)::text, '') from web_chat_texts t) as row
        from web_chats w where contact_id = $1`,
      [id],
    )
    expect(kept).toHaveLength(1)
    expect(kept[0]?.row).not.toContain(child.secret)
    expect(kept[0]?.row).not.toMatch(/127\.0\.0\.1|::1/)
  })
})

describe('an answer to the public page', () => {
  test('stands there at the next look; sent until then, then delivered, and never less', async () => {
    const { child, contactId, answers, statuses } = await inHand()
    expect(await child.looksAgain()).toMatchObject({ state: 'answered', lines: null })

    expect(await answers('Te citesc. Ești în siguranţă?')).toBe('done')
    expect(await statuses()).toEqual(['sent'])
    const { lines } = await child.looksAgain()
    const ours = lines?.at(-1)
    expect(ours).toMatchObject({ key: null, text: 'Te citesc. Ești în siguranță?' })
    expect(await statuses()).toEqual(['sent'])

    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    const told = bodiesOf(await factsAbout(world, contactId), 'intake.messageStatusChanged')
    expect(told).toEqual([{ messageId: ours?.id, status: 'delivered' }])
  })

  test('is seen by nobody without the secret, and nobody else can say that it was', async () => {
    const { child, contactId, answers, statuses } = await inHand()
    await answers('Sunt aici.')
    const ours = (await child.looks()).lines?.at(-1)
    const stranger = page()

    expect(await stranger.looks([ours?.id ?? ''])).toMatchObject({ state: 'none', lines: [] })
    await stranger.leaves()
    expect(await statuses()).toEqual(['sent'])
    expect(bodiesOf(await factsAbout(world, contactId), 'intake.chatLeft')).toEqual([])
    expect((await child.looks()).lines).toHaveLength(2)
  })

  test('is told to the operator’s screen as it moves', async () => {
    const { child, ana, contactId, answers } = await inHand()
    await answers('Sunt aici.')
    const screen = await ana.listens()
    const before = (await ana.asks('intake.contact', { contactId })).version
    const ours = (await child.looks()).lines?.at(-1)

    await child.looks([ours?.id ?? ''])

    await screen.hears('contact.changed', ({ id, version }) => id === contactId && version > before)
  })

  test('that does not come within five minutes sends the thread to somebody else, as with every text', async () => {
    const { child, contactId } = await inHand()

    await child.stays(290)
    expect(await theEntry()).toMatchObject({ state: 'held' })
    await child.stays(20)

    expect(await theEntry()).toMatchObject({ state: 'waiting', holder: null })
    expect(bodiesOf(await factsAbout(world, contactId), 'queue.returned')).toMatchObject([
      { cause: 'silence' },
    ])
    expect((await child.looksAgain()).state).toBe('waiting')
  })

  test('may be a question to be answered with a yes or a no', async () => {
    const { child, ana, contactId } = await inHand('nu pot vorbi')
    await ana.does('intake.startInterview', { contactId, language: 'ro', wording: 'child' })
    expect((await child.looks()).lines?.at(-1)?.text).toContain('Ești în pericol chiar acum?')
    await world.pass('1s')

    const { lines } = await child.writes('Da')

    expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({
      answers: { danger_now: 'yes' },
    })
    expect(lines?.map(({ key }) => key === null)).toEqual([false, true, false, true])
  })
})

describe('a page that is left', () => {
  test('for good keeps its contact in the hands it is in, which can send nothing there any more', async () => {
    const { child, ana, contactId, view, answers } = await inHand()
    await child.leaves('quick_exit')

    expect((await view()).webChat).toMatchObject({ leaving: 'quick_exit', leftAt: world.now() })
    expect(await answers('Ești acolo?')).toBe('chat_left')
    expect(bodiesOf(await factsAbout(world, contactId), 'intake.chatLeft')).toEqual([
      { leaving: 'quick_exit' },
    ])
    // Nobody waits for an answer that nobody could give.
    await world.pass('10m')
    expect(await theEntry()).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })
  })

  test('before anybody answered leaves the contact where it stands, for a person to end', async () => {
    const child = page()
    await child.writes('mi-e frică')
    await child.leaves('closed')

    await world.pass('1h')

    expect(await theEntry()).toMatchObject({ state: 'waiting', opening: 'mi-e frică' })
  })

  test('while a text of theirs was on its way still brings that text, once', async () => {
    const { child, view } = await inHand()
    await child.leaves('quick_exit')
    await world.pass('1s')
    await child.writes('vine')

    const { messages, returnsAt } = await view()
    expect(messages.map(({ text }) => text)).toEqual(['alo', 'vine'])
    expect(returnsAt).toBeNull()
  })

  test('without a word is shown as gone, can be written to, and has it when it comes back', async () => {
    const { child, view, answers, statuses } = await inHand()
    const { webChat } = await view()
    expect(webChat).toMatchObject({ goneAt: null, leftAt: null })

    await world.pass('45s')
    expect((await view()).webChat?.goneAt).not.toBeNull()
    expect(await answers('Te aștept.')).toBe('done')
    expect(await statuses()).toEqual(['sent'])

    const ours = (await child.looks()).lines?.at(-1)
    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    expect((await view()).webChat?.goneAt).toBeNull()
  })
})

describe('a chat that was ended', () => {
  test('says so, and whoever writes again begins anew, with what was said before still there', async () => {
    const { child, contactId, answers } = await inHand()
    await answers('Ai făcut bine că ai scris.')
    await nobodyWaits(world)
    expect((await child.looks()).state).toBe('ended')
    await world.pass('1s')

    const { state, lines } = await child.writes('încă ceva')

    expect(state).toBe('waiting')
    expect(lines?.map(({ text }) => text)).toEqual(['alo', 'Ai făcut bine că ai scris.', 'încă ceva'])
    expect((await theEntry())?.id).not.toBe(contactId)
  })
})

describe('where three places are free', () => {
  test('of five who write at the same instant three come in, and a place that is left is given', async () => {
    const children = [1, 2, 3, 4, 5].map(() => page())
    const came = await Promise.all(children.map(async (child) => ({ child, ...(await child.writes('alo')) })))

    expect(came.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 503, 503])
    const [first] = came.filter(({ status }) => status === 200)
    const [late] = came.filter(({ status }) => status === 503)
    expect(late?.code).toBe('chats_full')
    expect((await first?.child.writes('sunt tot eu'))?.status).toBe(200)

    await first?.child.leaves('closed')
    expect((await late?.child.writes('alo'))?.status).toBe(200)
  })

  test('a page that has fallen silent keeps nobody out', async () => {
    for (const child of [page(), page(), page()]) await child.writes('alo')
    expect((await page().writes('alo')).code).toBe('chats_full')

    await world.pass('45s')

    expect((await page().writes('alo')).status).toBe(200)
  })
})

test('the database refuses a page that left and does not say how, and one that says how and has not left', async () => {
  await page().writes('alo')
  const wrong = (change: string) => runSql(world.database.superUrl, `update web_chats set ${change}`)
  await expect(wrong('left_at = now()')).rejects.toThrow('web_chats_left')
  await expect(wrong(`leaving = 'closed'`)).rejects.toThrow('web_chats_left')
  await expect(wrong(`left_at = now(), leaving = 'bored'`)).rejects.toThrow('web_chats_leaving')
})
