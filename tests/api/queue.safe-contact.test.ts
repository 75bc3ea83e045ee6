import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { noon } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { takesFrom } from '../support/holds.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { arrives, operator } from '../support/queue.ts'
import { afternoons, card, cardWords, type SentCard, setsCard } from '../support/safe-contact.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ startsAt: noon })
beforeEach(() => nobodyWaits(here.world))

const writes = (from: string, body = 'alo') => here.line.posts(here.line.message(here.line.text(from, body)))

const holds = (from = here.someone()) => takesFrom(here, from, writes)
const reads = (who: Person, contactId: ContactId) => who.asks('queue.safeContact', { contactId })

const callBackOf = async (who: Person, contactId: ContactId): Promise<CallBack> => {
  const found = (await who.asks('queue.callBacks', {})).find((one) => one.contactId === contactId)
  if (!found) throw new Error('No call-back for this contact.')
  return found
}

/** A ring of two seconds from this number. */
async function rings(from: string): Promise<{ ben: Person; contactId: ContactId; callBack: CallBack }> {
  const ben = await operator(here.world)
  const before = (await ben.asks('queue.callBacks', {})).map(({ id }) => id)
  const leg = here.line.call(from)
  await here.line.posts(here.line.arrival(leg))
  await here.line.posts(here.line.end(leg, 2))
  const owed = await ben.asks('queue.callBacks', {})
  const callBack = owed.find(({ id }) => !before.includes(id))
  if (!callBack) throw new Error('Nobody is to be called back.')
  return { ben, contactId: callBack.contactId, callBack }
}

/** Somebody who wrote has a card, the contact is closed, and later the same number rings for two seconds. */
async function ringsAgain(more?: Partial<SentCard>) {
  const { ana, contactId: first, from } = await holds()
  await setsCard(ana, first, more)
  await ana.does('triage.finish', { contactId: first, outcome: 'counselled' })
  return { ...(await rings(from)), ana, first, from }
}

describe('a safe-contact card', () => {
  test('is found by every later contact of the number, whoever takes it', async () => {
    const { ana, contactId: first, from } = await holds()
    expect(await reads(ana, first)).toBeNull()
    const set = await setsCard(ana, first, afternoons)
    await ana.does('triage.finish', { contactId: first, outcome: 'counselled' })

    const again = await holds(from)

    expect(await reads(again.ana, again.contactId)).toEqual(set)
    expect(set).toMatchObject({
      ...{ version: 1, ...cardWords, ...afternoons, setBy: ana.actor.name, setAt: here.world.now() },
    })
  })

  test('of a withheld number belongs to its one contact', async () => {
    const [one, other] = [
      await arrives(here.world, { digits: null }),
      await arrives(here.world, { digits: null }),
    ]
    const officer = await here.world.signIn('duty_officer')

    await setsCard(officer, one)

    expect(await reads(officer, one)).toMatchObject(cardWords)
    expect(await reads(officer, other)).toBeNull()
  })

  test('is nothing to another county, where the same number has none', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId)
    const stranger = await here.world.signIn('duty_officer', { county: 'BN' })
    const numberHash = here.world.server.fields.matching.numberHash(from)
    const there = await arrives(here.world, { county: 'BN', numberHash })

    expect((await stranger.tries('queue.safeContact', { contactId })).outcome).toBe('not_found')
    expect((await stranger.tries('queue.setSafeContact', card(contactId))).outcome).toBe('not_found')
    expect(await reads(stranger, there)).toBeNull()
  })

  test('does not exist for an operator who never held the contact, unless a call is owed', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId)
    const ben = await operator(here.world)
    expect((await ben.tries('queue.safeContact', { contactId })).outcome).toBe('not_found')
    expect((await ben.tries('queue.setSafeContact', card(contactId))).outcome).toBe('not_found')
    await ana.does('triage.finish', { contactId, outcome: 'counselled' })

    const later = await rings(from)

    expect(await reads(ben, later.contactId)).toMatchObject(cardWords)
  })

  test('that somebody else wrote meanwhile is not written over unseen', async () => {
    const { ana, contactId } = await holds()
    const both = await Promise.all([1, 2].map(() => ana.tries('queue.setSafeContact', card(contactId))))
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['changed_meanwhile', 'done'])

    expect((await ana.tries('queue.setSafeContact', card(contactId))).outcome).toBe('changed_meanwhile')
    expect(await setsCard(ana, contactId, { version: 1, word: 'Ana' })).toMatchObject({
      version: 2,
      word: 'Ana',
    })
  })

  test.for<[string, Partial<SentCard>]>([
    ['hours that are none', { hours: 'windows', windows: [] }],
    ['hours beside „any time”', { ...afternoons, hours: 'always' }],
    [
      'an end that is the beginning',
      { hours: 'windows', windows: [{ days: 'mon', from: '08:00', to: '08:00' }] },
    ],
  ])('with %s is refused', async ([_what, wrong]) => {
    const { ana, contactId } = await holds()
    expect((await ana.tries('queue.setSafeContact', card(contactId, wrong))).outcome).toBe('bad_input')
  })

  test('is in no list and no table in words, and its facts say codes alone', async () => {
    const { ana, contactId, from } = await holds()
    await setsCard(ana, contactId, { word: 'cuvânt nerostit', keepFrom: 'nimeni anume', ...afternoons })
    await ana.does('triage.finish', { contactId, outcome: 'counselled' })
    const { ben } = await rings(from)

    const list = JSON.stringify(await ben.asks('queue.callBacks', {}))
    const rows = await runSql<{ row: string }>(
      here.world.database.superUrl,
      'select s::text as row from safe_contacts s union all select f::text from facts f',
    )
    const kept = rows.map(({ row }) => row).join('\n')
    const hidden = [...kept.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) =>
      Buffer.from(hex ?? '', 'hex').toString('latin1'),
    )
    for (const secret of ['nerostit', 'anume'])
      for (const told of [list, kept, ...hidden]) expect(told.includes(secret)).toBe(false)
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactSet')).toEqual([
      { call: 'safe', text: 'safe', hours: 'windows', windows: 1, version: 1 },
    ])
  })

  test('that somebody reads is a fact once in a quarter of an hour', async () => {
    const { ana, contactId } = await holds()
    const seen = async () =>
      bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactViewed').length
    await reads(ana, contactId)
    expect(await seen()).toBe(0)

    await setsCard(ana, contactId)
    await reads(ana, contactId)
    await reads(ana, contactId)

    expect(await seen()).toBe(1)
  })

  test('that says „never” is softened by whoever has the caller in hand or the duty officer, and nobody else', async () => {
    const { ben, contactId } = await ringsAgain({ call: 'unsafe' })
    const softer = card(contactId, { version: 1 })

    expect((await ben.tries('queue.setSafeContact', softer)).outcome).toBe('unsafe_stands')
    const stricter = card(contactId, { version: 1, hours: 'never' })
    expect(await ben.does('queue.setSafeContact', stricter)).toMatchObject({ version: 2 })
    const officer = await here.world.signIn('duty_officer')
    expect(await officer.does('queue.setSafeContact', { ...softer, version: 2 })).toMatchObject({
      version: 3,
    })

    const held = await holds()
    await setsCard(held.ana, held.contactId, { hours: 'never' })
    expect(await setsCard(held.ana, held.contactId, { version: 1 })).toMatchObject({ hours: 'always' })
  })
})

describe('a call-back to somebody with a card', () => {
  const attempts = (who: Person, { id: callBackId, version }: CallBack, more: object = {}) =>
    who.tries('queue.attemptCallBack', { callBackId, version, result: 'no_answer', ...more })
  const passed = async (contactId: ContactId) =>
    bodiesOf(await factsAbout(here.world, contactId), 'queue.safeContactPassed')

  test('says from the ring on what the card says, and is made within its hours', async () => {
    const { ben, callBack } = await ringsAgain()

    expect(callBack).toMatchObject({ safe: 'safe', safeContact: { call: 'safe', hours: 'always' } })
    expect((await attempts(ben, callBack)).outcome).toBe('done')
  })

  test('outside the hours is refused until they begin, and passed for a stated reason, which is a fact', async () => {
    const { ben, contactId, callBack } = await ringsAgain(afternoons)

    const { outcome, details } = await attempts(ben, callBack)
    expect(outcome).toBe('outside_safe_hours')
    expect(details).toEqual({ canPass: true, from: '2027-03-03T12:00:00.000Z' })
    expect(await passed(contactId)).toEqual([])

    expect((await attempts(ben, callBack, { past: 'life_in_danger' })).outcome).toBe('done')
    expect(await passed(contactId)).toEqual([{ channel: 'call', refused: 'hours', reason: 'life_in_danger' }])
  })

  test('of whom nobody asked whether calling is safe waits for somebody to say so', async () => {
    const { ben, callBack } = await ringsAgain({ call: 'unknown' })
    expect(await attempts(ben, callBack)).toMatchObject({
      outcome: 'safety_unknown',
      details: { canPass: true },
    })

    const { id: callBackId, version } = callBack
    const marked = await ben.does('queue.markCallBackSafe', { callBackId, version, safe: 'safe' })

    expect((await attempts(ben, marked)).outcome).toBe('done')
  })

  test.for<[string, Partial<SentCard>]>([
    ['channel_unsafe', { call: 'unsafe' }],
    ['contact_unsafe', { call: 'unsafe', text: 'unsafe' }],
    ['contact_unsafe', { hours: 'never' }],
  ])(
    'is refused with %s where the card says %o; only the duty officer goes past it',
    async ([code, said]) => {
      const { ben, contactId, callBack } = await ringsAgain(said)
      const past = { past: 'life_in_danger' }

      expect(callBack.safe).toBe('unsafe')
      expect(await attempts(ben, callBack, past)).toMatchObject({
        outcome: code,
        details: { canPass: false },
      })
      const { id: callBackId, version } = callBack
      const lifting = { callBackId, version, safe: 'safe' } as const
      expect((await ben.tries('queue.markCallBackSafe', lifting)).outcome).toBe('unsafe_stands')

      const officer = await here.world.signIn('duty_officer')
      expect(await attempts(officer, callBack)).toMatchObject({ outcome: code, details: { canPass: true } })
      expect((await attempts(officer, callBack, past)).outcome).toBe('done')
      expect(await passed(contactId)).toMatchObject([{ reason: 'life_in_danger' }])
    },
  )

  test('is given up as unsafe where the card says so', async () => {
    const { ben, callBack } = await ringsAgain({ hours: 'never' })
    const { id: callBackId, version } = callBack

    const closed = await ben.does('queue.closeCallBack', { callBackId, version, reason: 'unsafe_to_call' })

    expect(closed).toMatchObject({ state: 'closed', safeContact: null })
  })

  test('written while the call is owed changes every call-back to that number', async () => {
    const from = here.someone()
    const [one, two] = [await rings(from), await rings(from)]
    expect(one.callBack).toMatchObject({ safe: 'unknown', safeContact: null })

    await setsCard(two.ben, one.contactId, { call: 'unsafe' })

    for (const { ben, callBack } of [one, two]) {
      const now = await callBackOf(ben, callBack.contactId)
      expect(now).toMatchObject({ safe: 'unsafe', safeContact: { call: 'unsafe' } })
      expect(now.version).toBeGreaterThan(callBack.version)
    }
  })

  test('found to be unsafe is refused from then on, whatever the card says', async () => {
    const { ben, callBack } = await ringsAgain()
    const tried = await attempts(ben, callBack, { result: 'unsafe' })
    if (!tried.reply) throw new Error('The attempt was refused.')

    expect(await attempts(ben, tried.reply)).toMatchObject({ outcome: 'channel_unsafe' })
    expect(await reads(ben, callBack.contactId)).toMatchObject({ call: 'unsafe', text: 'safe', ...cardWords })
  })
})
