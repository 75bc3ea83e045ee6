import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { type ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { takesNext } from '../support/holds.ts'
import { nobodyWaits, queueOf, reportsOn } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile()
beforeEach(() => nobodyWaits(here.world))

async function writes(number: string, body: string, more: Record<string, string> = {}) {
  await here.world.pass('1s')
  const text = { ...here.line.text(`whatsapp:${number}`, body), to: `whatsapp:${here.line.number}` }
  const params = { ...fixtures.whatsAppIn(text), ...more }
  expect((await here.line.posts({ path: '/twilio/messages', params })).status).toBe(200)
}

async function writesBySms(number: string, body: string) {
  await here.world.pass('1s')
  expect((await here.line.posts(here.line.message(here.line.text(number, body)))).status).toBe(200)
}

/** Where the replies of this contact were sent, as the carrier is asked. */
async function addressesOf(contactId: ContactId): Promise<string[]> {
  const rows = await runSql<{ id: string; county: string; to_number: Buffer }>(
    here.world.database.superUrl,
    `select i.id, i.county, i.to_number from intents i join messages m on m.id = i.subject_id
      where m.contact_id = $1 order by i.turn`,
    [contactId],
  )
  return Promise.all(
    rows.map(({ id, county, to_number }) =>
      here.world.server.fields.vault.open(CountyCode.parse(county), `intents|to_number|${id}`, to_number),
    ),
  )
}

describe('a message on WhatsApp', () => {
  test('is a contact of its own channel, of the same number as any other', async () => {
    const number = here.someone()
    await writes(number, 'mă bate acum')

    const [entry] = await queueOf(here.world)
    expect(entry).toMatchObject({
      ...{ channel: 'whatsapp', live: false, opening: 'mă bate acum', hint: { raiseTo: 'P0' } },
      callerDigits: number.slice(-3),
    })
    const { view } = await takesNext(here.world)
    expect(await view()).toMatchObject({
      channel: 'whatsapp',
      messages: [{ channel: 'whatsapp', attachments: [] }],
    })
  })

  test('is answered on WhatsApp, and by SMS once they go on by SMS: one thread in the order it was written', async () => {
    const number = here.someone()
    await writes(number, 'alo')
    const { contactId, view, answers } = await takesNext(here.world)
    expect((await view()).replyWay.channel).toBe('whatsapp')

    await answers()
    await writesBySms(number, 'nu mai am internet')
    expect((await view()).replyWay).toEqual({ channel: 'sms', until: null })
    await answers()

    expect(await addressesOf(contactId)).toEqual([`whatsapp:${number}`, number])
    expect((await view()).messages.map(({ direction, channel }) => [direction, channel])).toEqual([
      ['in', 'whatsapp'],
      ['out', 'whatsapp'],
      ['in', 'sms'],
      ['out', 'sms'],
    ])
  })

  test('can be answered for a day after the last of theirs, and then no more until they write again', async () => {
    const number = here.someone()
    await writes(number, 'alo')
    const at = here.world.now()
    await here.world.pass('23h')
    const { view, answers } = await takesNext(here.world)
    expect(await answers()).toBe('done')

    await here.world.pass('1h')

    expect(await answers()).toBe('whatsapp_closed')
    const until = (await view()).replyWay.until?.getTime() ?? 0
    expect(Math.abs(until - at.getTime() - 24 * 3_600_000)).toBeLessThan(2_000)
    await writes(number, 'mai sunteți?')
    expect(await answers()).toBe('done')
  })

  test('whose answer came too late for the network is shown with the reason', async () => {
    await writes(here.someone(), 'alo')
    const { contactId, view, answers } = await takesNext(here.world)
    await answers()
    const report = await reportsOn(here.world, here.line, contactId)

    await here.line.posts(report('failed', 63016))

    expect((await view()).messages.at(-1)).toMatchObject({ status: 'failed', errorCode: '63016' })
  })

  test.each([
    ['image/jpeg', 'image'],
    ['video/mp4', 'video'],
    ['audio/ogg', 'audio'],
    ['application/pdf', 'other'],
    ['', 'other'],
  ])('with %s beside it says that there is something, and shows no address of it', async (type, kind) => {
    await writes(here.someone(), '', {
      ...{ NumMedia: '1', MediaContentType0: type, MessageType: 'image' },
      MediaUrl0: 'http://127.0.0.1:9/Media/ME1',
    })
    const { view } = await takesNext(here.world)

    expect((await view()).messages).toMatchObject([
      { text: '', attachments: [{ kind, type: null, bytes: null, state: 'coming' }] },
    ])
    expect(JSON.stringify(await view())).not.toContain('ME1')
  })

  test('that is a place is kept as words', async () => {
    await writes(here.someone(), '', {
      ...{ MessageType: 'location', Latitude: '46.7712', Longitude: '23.6236' },
      ...{ Label: 'Școala 5', Address: 'Str. Eroilor 12' },
    })
    const { view } = await takesNext(here.world)

    expect((await view()).messages[0]?.text).toBe('Școala 5, Str. Eroilor 12, 46.7712, 23.6236')
  })
})
