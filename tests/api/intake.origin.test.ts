import { join } from 'node:path'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { type Leg, TRUNK_ADDRESS } from '@veghe/infra/carrier/leg.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { runSql } from '../support/databases.ts'
import { nobodyWaits, type Posted } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({
  config: {
    lines: ['REG-07=BN', '+40263000119=BN'],
    cellsFile: join(import.meta.dirname, '../../infra/carrier/cells.csv'),
    trunkAddresses: [TRUNK_ADDRESS],
  },
})
beforeEach(() => nobodyWaits(here.world))

const floresti = 57706
const inFloresti = '001-01-12A0-F1B2C3'
const inBistrita = '001-01-12A1-0A0B0C'

/** Fields of the carrier's request that differ from what its fixture says. */
const saying = (leg: Leg, changed: Record<string, string> = {}): Posted => {
  const { path, params } = here.line.arrival(leg)
  return { path, params: { ...params, ...changed } }
}

/** The one call that waits in a county, as its duty officer sees it. */
async function waitingIn(county: string) {
  const officer = await here.world.signIn('duty_officer', { county })
  const waiting = (await officer.asks('queue.board', {})).filter(({ state }) => state === 'waiting')
  expect(waiting).toHaveLength(1)
  const contactId = waiting[0]?.id as ContactId
  return { officer, contactId, shown: await officer.asks('intake.contact', { contactId }) }
}
const waitsNowhereIn = async (county: string) => {
  const officer = await here.world.signIn('duty_officer', { county })
  const board = await officer.asks('queue.board', {})
  expect(board.filter(({ state }) => state === 'waiting')).toEqual([])
}
const arrives = async (posted: Posted, county = 'CJ') => {
  expect((await here.line.posts(posted)).status).toBe(200)
  return waitingIn(county)
}
const viaTrunk = (headers: Record<string, string>, from = here.someone()) => here.line.call(from, { headers })
const factsOf = (contactId: ContactId) =>
  runSql<{ body: Record<string, unknown> }>(
    here.world.database.superUrl,
    `select body from facts where contact_id = $1 and kind = 'intake.originTold'`,
    [contactId],
  )
const end = (leg: Leg): Posted => here.line.end(leg)

describe('a call by the telephone network', () => {
  test.each([
    ['TN-Validation-Passed-A', 'A'],
    ['TN-Validation-Passed-C', 'C'],
    ['TN-Validation-Failed-B', 'failed'],
  ])('with „%s” shows whether its number can be believed', async (verdict, attestation) => {
    const { shown, contactId } = await arrives(
      saying(here.line.call(here.someone()), { StirVerstat: verdict }),
    )

    expect(shown.origin).toEqual({ attestation, number: 'known', location: null })
    expect(await factsOf(contactId)).toMatchObject([{ body: { attestation, location: null } }])
  })

  test('of which the networks say nothing is as it always was', async () => {
    const { shown, contactId } = await arrives(saying(here.line.call(here.someone())))

    expect(shown.origin).toEqual({ attestation: 'none', number: 'known', location: null })
    expect(await factsOf(contactId)).toEqual([])
  })
})

describe('a call by our own trunk', () => {
  test('from a cell that is known says how near to which place, and is confirmed by nobody', async () => {
    const { shown, contactId } = await arrives(saying(viaTrunk({ 'X-Cell-Id': inFloresti })))

    expect(shown.origin?.location).toEqual({
      ...{ kind: 'cell', code: inFloresti, source: 'network', at: here.world.now(), radiusMetres: 1500 },
      ...{ point: { lat: 46.75, lon: 23.49 }, place: { unit: floresti, name: 'Florești' } },
    })
    expect(shown).toMatchObject({ place: null, placeConfirmedAt: null })
    expect(await factsOf(contactId)).toMatchObject([
      { body: { location: 'cell', radiusMetres: 1500, countyBy: 'location', hidden: false } },
    ])
  })

  test('with a position shows it rather than the cell, with its age', async () => {
    const headers = { 'X-Cell-Id': inFloresti, 'X-Geo': 'geo:46.7700,23.5900;u=35;age=40;src=handset' }

    const { shown } = await arrives(saying(viaTrunk(headers)))

    expect(shown.origin?.location).toMatchObject({
      ...{ kind: 'geo', source: 'handset', radiusMetres: 35, place: { name: 'Cluj-Napoca' } },
      at: new Date(here.world.now().getTime() - 40_000),
    })
  })

  test('with an old position shows the cell of now', async () => {
    const headers = { 'X-Cell-Id': inFloresti, 'X-Geo': '47.13,24.50;u=35;age=7200' }

    const { shown } = await arrives(saying(viaTrunk(headers)))

    expect(shown.origin?.location).toMatchObject({ kind: 'cell', place: { name: 'Florești' } })
  })

  test('from a cell that nobody has listed is named, and no place is guessed', async () => {
    const { shown } = await arrives(saying(viaTrunk({ 'X-Cell-Id': '001-01-FFFF' })))

    expect(shown.origin?.location).toMatchObject({ code: '001-01-FFFF', point: null, place: null })
  })

  test.each([
    ['cells', 'X-Cell-Id', 'x'.repeat(5_000)],
    ['bytes that are no text', 'X-Cell-Id', '001\u0000\ufffd\ufffd'],
    ['positions', 'X-Geo', '91,181;u=-5'],
    ['numbers', 'X-PAI', `tel:${'9'.repeat(9_000)}`],
    ['regions', 'X-Trunk-Region', '<script>REG-07</script>'],
  ])('that carries impossible %s is a call like any other', async (_what, name, value) => {
    const from = here.someone()

    const { shown } = await arrives(saying(viaTrunk({ [name]: value }, from)))

    expect(shown).toMatchObject({ callerDigits: from.slice(-3), origin: { number: 'known', location: null } })
  })

  test('that is really somebody else’s trunk is believed about nothing', async () => {
    const headers = { 'X-Cell-Id': inBistrita, 'X-Trunk-Region': 'REG-07', 'X-PAI': 'tel:+40700099999' }
    const from = here.someone()

    const { shown } = await arrives(saying(viaTrunk(headers, from), { SipSourceIp: '198.51.100.7' }))

    expect(shown).toMatchObject({ callerDigits: from.slice(-3), origin: { location: null } })
  })

  test('that was heard of in another way first learns where it comes from', async () => {
    const leg = viaTrunk({ 'X-Cell-Id': inBistrita })
    const report = fixtures.callStatus(
      { ...leg, status: 'in-progress' },
      { sequence: 0, at: here.world.now() },
    )
    await here.line.posts({ path: '/twilio/status', params: report })

    for (let time = 0; time < 2; time++) await here.line.posts(saying(leg))

    // It stays where it stood: one call is never in two counties.
    const { shown, contactId } = await waitingIn('CJ')
    expect(shown.origin?.location).toMatchObject({ kind: 'cell', code: inBistrita })
    expect(await factsOf(contactId)).toMatchObject([{ body: { location: 'cell', countyBy: null } }])
  })

  test('leaves nothing in clear of where it came from', async () => {
    await arrives(saying(viaTrunk({ 'X-Cell-Id': inFloresti, 'X-PAI': 'tel:+40700077777' }, 'anonymous')))

    const rows = await runSql<{ row: string }>(
      here.world.database.superUrl,
      `select t::text as row from contacts t union all select t::text from calls t
       union all select t::text from facts t union all select t::text from entries t`,
    )
    expect(rows.filter(({ row }) => /F1B2C3|77777|46\.75/.test(row))).toEqual([])
  })
})

describe('a number that the caller hid', () => {
  const hidden = (headers: Record<string, string>) => saying(viaTrunk(headers, 'anonymous'))
  const asserted = { 'X-PAI': 'tel:+40700088888' }

  test('and the network knows stays hidden, and is said to be known', async () => {
    const { shown, officer } = await arrives(hidden(asserted))

    expect(shown).toMatchObject({ callerDigits: null, numberWithheld: true, earlier: [] })
    expect(shown.origin).toMatchObject({ number: 'network' })
    expect(JSON.stringify([shown, await officer.asks('queue.board', {})])).not.toContain('88888')
  })

  test('is given out when the police ask for it, which is a fact, and for no other reason', async () => {
    const { officer, contactId } = await arrives(hidden(asserted))
    const ask = (reason: 'police_request' | 'verify_identity' | 'call_from_other_phone' | 'other') =>
      officer.tries('intake.showNumber', { contactId, reason })

    for (const reason of ['verify_identity', 'call_from_other_phone', 'other'] as const)
      expect((await ask(reason)).outcome).toBe('number_hidden')
    expect(await officer.does('intake.showNumber', { contactId, reason: 'police_request' })).toEqual({
      number: '+40700088888',
    })

    const shown = await runSql<{ body: unknown }>(
      here.world.database.superUrl,
      `select body from facts where contact_id = $1 and kind = 'intake.numberShown'`,
      [contactId],
    )
    expect(shown).toEqual([{ body: { reason: 'police_request', hidden: true } }])
  })

  test('finds no earlier contact, and is answered by no text', async () => {
    await arrives(saying(here.line.call('+40700088888')))
    await nobodyWaits(here.world)

    const { shown, officer, contactId } = await arrives(hidden(asserted))

    expect(shown.earlier).toEqual([])
    expect((await officer.tries('intake.reply', { contactId, text: 'Bună' })).outcome).toBe('no_number')
  })

  test.each([
    ['says nothing', {}],
    ['hides it as well', { 'X-PAI': 'sip:anonymous@anonymous.invalid' }],
    ['gives a stand-in', { 'X-PAI': 'tel:+266696687' }],
  ])('is nobody’s when the network %s', async (_what, headers) => {
    const { shown, officer, contactId } = await arrives(hidden(headers))

    expect(shown.origin).toMatchObject({ number: 'withheld' })
    const asked = await officer.tries('intake.showNumber', { contactId, reason: 'police_request' })
    expect(asked.outcome).toBe('no_number')
  })
})

describe('the county of a call', () => {
  test('is where the caller is, and its end finds it there', async () => {
    const leg = viaTrunk({ 'X-Cell-Id': inBistrita })
    await here.line.posts(saying(leg))
    await here.line.posts({ path: '/twilio/fallback', params: fixtures.voiceInbound(leg) })
    const { officer, contactId } = await waitingIn('BN')
    await waitsNowhereIn('CJ')

    expect((await here.line.posts(end(leg))).status).toBe(204)

    const shown = await officer.asks('intake.contact', { contactId })
    expect(shown).toMatchObject({ callState: 'ended' })
    await waitsNowhereIn('CJ')
  })

  test('is that of the trunk where nobody has a place', async () => {
    const { contactId } = await arrives(
      saying(viaTrunk({ 'X-Trunk-Region': 'REG-07', 'X-Cell-Id': '001-01-FFFF' })),
      'BN',
    )

    expect(await factsOf(contactId)).toMatchObject([{ body: { countyBy: 'trunk' } }])
  })

  test('is not where the caller is if nobody answers here for that county', async () => {
    // Sfântu Gheorghe, in a county without a line.
    const { contactId } = await arrives(saying(viaTrunk({ 'X-Geo': '45.86,25.79;u=30' })))

    expect(await factsOf(contactId)).toMatchObject([{ body: { location: 'geo', countyBy: 'shared' } }])
  })

  test('is not guessed from a position of an hour ago', async () => {
    await arrives(saying(viaTrunk({ 'X-Geo': '47.13,24.50;u=30;age=3600' })))
  })
})

test('a place that the operator confirms is theirs; what the network said stays beside it', async () => {
  const { officer, contactId } = await arrives(saying(viaTrunk({ 'X-Cell-Id': inFloresti })))
  const place = { unit: floresti, locality: null, address: '', landmark: '', access: '' }

  await officer.does('intake.confirmPlace', { contactId, place: { ...place, precision: 'unit_only' } })

  const shown = await officer.asks('intake.contact', { contactId })
  expect(shown).toMatchObject({ place: { unit: floresti }, placeConfirmedAt: here.world.now() })
  expect(shown.origin?.location).toMatchObject({ kind: 'cell', place: { unit: floresti } })
})
