import { createHash } from 'node:crypto'
import { noFaults } from '@veghe/infra/carrier/faults.ts'
import { lookAfter, noteStep } from '@veghe/server/telephony/attachments.steps.ts'
import { CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { lengthOf } from '../support/passing.ts'
import { aPicture, picture, sent } from '../support/pictures.ts'
import { everybodyIsDone } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'
import { attachmentsIn } from './attachments.support.ts'

const here = networkForThisFile({
  config: { recordingDays: [{ county: CountyCode.parse('CJ'), keptDays: 30 }] },
})
const { writes, taken, atCarrier, idsOf, factsOf } = attachmentsIn(here)
beforeEach(() => everybodyIsDone(here.world))
afterEach(() => void here.network.faults(noFaults()))

const voice = () => sent('audio/ogg', 'OggS\0\x02mă aude cineva?')
/** Time passes, and what is then due is done. */
const after = async (length: string) => {
  here.world.at(new Date(here.world.now().getTime() + lengthOf(length)).toISOString())
  await here.world.settle()
}
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

describe('what comes beside a text', () => {
  test('is taken over whole, sealed, and deleted at the carrier once it stands here', async () => {
    const { sid, contactId, beside } = await taken([aPicture(), voice()])

    expect(await beside()).toMatchObject([
      { kind: 'image', type: 'png', bytes: picture().length, state: 'kept' },
      { kind: 'audio', type: 'ogg', state: 'kept' },
    ])
    expect(await atCarrier(sid)).toEqual([])
    expect((await factsOf(contactId, 'Kept')).map(({ sha256 }) => sha256).toSorted()).toEqual(
      [hashOf(picture()), hashOf(voice().content)].toSorted(),
    )
    expect(await factsOf(contactId, 'Cleared')).toHaveLength(2)
    const parts = await runSql<{ body: Buffer }>(
      here.world.database.superUrl,
      'select body from attachment_parts where attachment_id in (select id from attachments where message_sid = $1)',
      [sid],
    )
    expect(parts).toHaveLength(2)
    expect(parts.some(({ body }) => body.includes('OggS') || body.includes('PNG'))).toBe(false)
  })

  test('needs no words, and comes by WhatsApp as by SMS', async () => {
    const text = await here.network.sendText({
      ...{ from: `whatsapp:${here.someone()}`, body: '', media: [aPicture()] },
    })
    await here.settles()

    expect([await atCarrier(text.sid), (await idsOf(text.sid)).length]).toEqual([[], 1])
  })

  test('is the same when the carrier tells of it twice', async () => {
    here.network.faults({ doubleWebhooks: 1 })
    const { beside } = await taken([aPicture(), voice()])

    expect((await beside()).map(({ kind }) => kind)).toEqual(['image', 'audio'])
  })

  test('is found on the carrier’s list when nobody told of it', async () => {
    here.network.faults({ failWebhooks: 10 })
    const { sid, beside } = await taken([aPicture(), voice()])

    expect((await beside()).map(({ kind }) => kind).toSorted()).toEqual(['audio', 'image'])
    expect(await atCarrier(sid)).toEqual([])
  })

  test('is kept closed when it is not what it is called, or is nothing that is shown here', async () => {
    const page = sent('image/jpeg', '<html><script>alert(1)</script></html>')
    const { sid, ana, contactId, beside } = await taken([page, sent('application/pdf', '%PDF-1.7')])

    const all = await beside()

    expect(all).toMatchObject([
      { kind: 'image', type: null, state: 'closed' },
      { kind: 'other', type: 'pdf', state: 'closed' },
    ])
    for (const { id: attachmentId } of all) {
      const look = { contactId, attachmentId, reason: 'for_case' } as const
      expect((await ana.tries('intake.attachment', look)).outcome).toBe('no_attachment')
    }
    expect(await atCarrier(sid)).toEqual([])
  })

  test('stays with the carrier when it is too large, and a fact says so', async () => {
    const large = sent('video/mp4', Buffer.alloc(16 * 1024 * 1024 + 1))
    const { sid, contactId, beside } = await taken([large, aPicture()])

    expect(await beside()).toMatchObject([{ kind: 'video', state: 'too_large' }, { state: 'kept' }])
    expect(await atCarrier(sid)).toEqual(['video/mp4'])
    expect(await factsOf(contactId, 'Refused')).toHaveLength(1)
  })
})

describe('whatever breaks on the way,', () => {
  test.each([
    ['has it not yet', { lateMedia: 1 }],
    ['is asked too often', { failRest: 1, failRestWith: 429 as const }],
    ['is out of order', { failRest: 1, failRestWith: 503 as const }],
    ['falls silent in the middle', { stallMedia: 1 }],
  ])('it is fetched again when the carrier %s', async (_what, faults) => {
    here.network.faults(faults)
    const sid = await writes([aPicture()])
    const [id = ''] = await idsOf(sid)
    const kept = async () =>
      (
        await runSql<{ kept: boolean }>(
          here.world.database.superUrl,
          'select kept_at is not null as kept from attachments where id = $1',
          [id],
        )
      )[0]?.kept

    expect([await kept(), await atCarrier(sid)]).toEqual([false, ['image/png']])
    await after('3s')

    expect([await kept(), await atCarrier(sid)]).toEqual([true, []])
  })

  test('nothing is deleted there that does not stand here, and a process that died leaves it to the next', async () => {
    here.network.faults({ lateMedia: 1 })
    const { sid, contactId, beside } = await taken([aPicture()])
    const [id = ''] = await idsOf(sid)
    here.world.at(new Date(here.world.now().getTime() + lengthOf('3s')).toISOString())

    // One died before it could say that it had fetched, and one before it had deleted.
    await lookAfter(here.world.server, id)
    here.world.at(new Date(here.world.now().getTime() + lengthOf('121s')).toISOString())
    const step = await lookAfter(here.world.server, id)
    if (!step) throw new Error('There was nothing to do.')
    await here.world.server.transact({ kind: 'system' }, (ctx) => noteStep(ctx, id, step))
    expect([await beside(), await atCarrier(sid)]).toMatchObject([[{ state: 'kept' }], ['image/png']])
    await here.world.settle()

    expect(await atCarrier(sid)).toEqual([])
    expect(await factsOf(contactId, 'Kept')).toHaveLength(1)
  })

  test('what never comes is asked for ever more rarely, and a fact says that it is late', async () => {
    here.network.faults({ lateMedia: 1_000 })
    const { contactId, beside } = await taken([aPicture()])
    for (let tries = 1; tries < 12; tries += 1) await after('1h')
    expect(await factsOf(contactId, 'Delayed')).toEqual([])

    await after('1h')
    await after('1h')

    expect([(await factsOf(contactId, 'Delayed')).length, await beside()]).toMatchObject([
      1,
      [{ kind: 'image', state: 'coming' }],
    ])
    here.network.faults({ lateMedia: 0 })
    await after('1h')
    expect(await beside()).toMatchObject([{ state: 'kept' }])
  })

  test('an address elsewhere is never gone to: what is asked for is the carrier’s own', async () => {
    const { posted } = posting()
    expect((await here.line.posts(posted)).status).toBe(200)
    await here.settles()

    const paths = here.network
      .journal()
      .flatMap((entry) => (entry.what === 'rest.answered' ? entry.path : []))
    expect(paths.filter((path) => path.includes('MM4242'))).toEqual([
      `/2010-04-01/Accounts/${here.line.accountSid}/Messages/MM4242${'0'.repeat(28)}/Media/ME${'a'.repeat(32)}`,
    ])
  })
})

/** A text that says that its picture lies with somebody else. */
function posting() {
  const text = { ...here.line.text(here.someone(), 'uitați'), sid: `MM4242${'0'.repeat(28)}` }
  const { path, params } = here.line.message(text)
  const elsewhere = `https://media.example/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME${'a'.repeat(32)}`
  const more = { NumMedia: '1', MediaContentType0: 'image/png', MediaUrl0: elsewhere }
  return { posted: { path, params: { ...params, ...more } } }
}

describe('when its county would keep it no longer,', () => {
  const closes = (contactId: string, change: string) =>
    runSql(
      here.world.database.superUrl,
      `update contacts set closed_at = received_at, outcome = 'counselled', ${change} where id = '${contactId}'`,
    )

  test('what was sent is forgotten, here and at the carrier, and that there was something stays known', async () => {
    const large = sent('video/mp4', Buffer.alloc(16 * 1024 * 1024 + 1))
    const { sid, ana, contactId, beside } = await taken([aPicture(), large])
    const [{ id: attachmentId } = { id: '' }] = await beside()
    await ana.does('triage.finish', { contactId, outcome: 'counselled' })
    const officer = await here.world.signIn('duty_officer')

    await after('29d')
    expect(await atCarrier(sid)).toEqual(['video/mp4'])
    await after('2d')
    await here.world.settle()

    expect(await atCarrier(sid)).toEqual([])
    const { messages } = await officer.asks('intake.contact', { contactId })
    expect(messages[0]?.attachments.map(({ state }) => state)).toEqual(['forgotten', 'forgotten'])
    const look = { contactId, attachmentId, reason: 'police_request' } as const
    expect((await officer.tries('intake.attachment', look)).outcome).toBe('no_attachment')
    expect(await factsOf(contactId, 'Kept')).toHaveLength(1)
    expect(await factsOf(contactId, 'Forgotten')).toHaveLength(2)
  })

  test('what belongs to a case stays', async () => {
    const { contactId, sid } = await taken([aPicture()])
    await closes(contactId, `case_id = '${newId()}'`)

    await after('31d')

    const [id = ''] = await idsOf(sid)
    const rows = 'select 1 from attachment_parts where attachment_id = $1'
    expect(await runSql(here.world.database.superUrl, rows, [id])).toHaveLength(1)
  })
})
