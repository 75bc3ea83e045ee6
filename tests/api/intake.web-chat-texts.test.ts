import { beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { nobodyWaits, queueOf } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'
import { chatsOf, newTextKey } from '../support/web-chat.ts'

const here = worldForThisFile({ config: { chats: 3 } })
const { page, theEntry, inHand } = chatsOf(here)
beforeEach(async () => {
  await nobodyWaits(here.world)
  await here.world.pass('1m')
})

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
    await here.line.posts(here.line.message(here.line.text(here.someone(), 'alo, e cineva?')))

    const [first, second] = (await queueOf(here.world)).filter(({ state }) => state === 'waiting')
    expect(first?.score).toBe(second?.score)
  })

  test('joins those before it, and sent again under the same key it is taken in once', async () => {
    const child = page()
    const key = newTextKey()
    await child.writes('alo', key)
    await here.world.pass('1s')
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
    await here.world.pass('1s')
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
    expect((await queueOf(here.world)).filter(({ state }) => state !== 'ended')).toEqual([])
  })

  test('leaves no number, no address and no secret behind', async () => {
    const child = page()
    await child.writes('alo')
    const { id = '' } = (await theEntry()) ?? {}

    const [contact] = await runSql<Record<string, unknown>>(
      here.world.database.superUrl,
      'select number, number_hash, network_number, location, digits, call_sid from contacts where id = $1',
      [id],
    )
    expect(Object.values(contact ?? {})).toEqual([null, null, null, null, null, null])
    const kept = await runSql<{ row: string }>(
      here.world.database.superUrl,
      `select row_to_json(w)::text || (select string_agg(row_to_json(t)::text, '') from web_chat_texts t) as row
        from web_chats w where contact_id = $1`,
      [id],
    )
    expect(kept).toHaveLength(1)
    expect(kept[0]?.row).not.toContain(child.secret)
    expect(kept[0]?.row).not.toMatch(/127\.0\.0\.1|::1/)
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

    await here.world.pass('45s')

    expect((await page().writes('alo')).status).toBe(200)
  })
})

test('the database refuses a page that left and does not say how, and one that says how and has not left', async () => {
  await page().writes('alo')
  const wrong = (change: string) => runSql(here.world.database.superUrl, `update web_chats set ${change}`)
  await expect(wrong('left_at = now()')).rejects.toThrow('web_chats_left')
  await expect(wrong(`leaving = 'closed'`)).rejects.toThrow('web_chats_left')
  await expect(wrong(`left_at = now(), leaving = 'bored'`)).rejects.toThrow('web_chats_leaving')
})
