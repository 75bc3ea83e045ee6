import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { bodiesOf, deskChapters, factsAbout } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import type { Person } from '../support/person.ts'
import { operator } from '../support/queue.ts'
import { asChild, onASilentLine } from '../support/silent-call.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ chapters: deskChapters })
beforeEach(() => nobodyWaits(here.world))

const silentCall = () => onASilentLine(here, here.someone())

describe('a caller who cannot speak', () => {
  test('is taken to the first question, in words for a child, and told which key says what', async () => {
    const { starts, moves, hears } = await silentCall()

    await starts()

    expect((await moves()).at(-1)).toBe('/twilio/interview 1')
    const said = await hears(1)
    expect(said).toContain('numDigits="1"')
    expect(said).toContain('language="ro-RO"')
    expect(said).toContain('Nu trebuie să vorbești')
    expect(said).toContain('Ești în pericol chiar acum?')
    expect(said).toContain('Apasă 1 pentru da, 2 pentru nu')
    expect(said).toContain('turn=1')
  })

  test('answers with a key: the triage is filled, the class rises, and the next question follows', async () => {
    const { starts, presses, assessment, interview, contactId } = await silentCall()
    await starts()

    const next = await presses(1, '1')

    expect(next).toContain('Ești acasă?')
    expect(next).toContain('turn=2')
    expect(next).not.toContain('Nu trebuie să vorbești')
    expect(await assessment()).toMatchObject({ answers: { danger_now: 'yes' }, inForce: 'P1' })
    expect(await interview()).toMatchObject({
      ...{ state: 'asking', turn: 2, way: 'phone', silences: 0 },
      asked: [
        {
          turn: 1,
          meaning: 'yes',
          pressedAt: here.world.now(),
          filled: { question: 'danger_now', value: 'yes' },
        },
        { turn: 2, question: 'at_home', meaning: null, pressedAt: null },
      ],
    })
    const facts = await factsAbout(here.world, contactId)
    expect(bodiesOf(facts, 'triage.answered')).toEqual([{ question: 'danger_now', answer: 'yes', by: 'key' }])
    expect(bodiesOf(facts, 'triage.keyPressed')).toEqual([
      { question: 'danger_now', turn: 1, key: '1', meaning: 'yes' },
    ])
    expect(bodiesOf(facts, 'triage.questionAsked')).toHaveLength(2)
  })

  test('is asked little: a weapon makes it critical, and then only what is always asked', async () => {
    const { starts, presses, assessment, interview } = await silentCall()
    await starts()

    for (const [at, key] of ['1', '1', '2', '2', '2'].entries()) await presses(at + 1, key)
    const last = await presses(6, '1')

    expect(last).toContain('Mulțumim. Rămâi pe fir')
    expect(last).toContain('/twilio/join?')
    expect(await assessment()).toMatchObject({ inForce: 'P0', answers: { danger_kind: ['weapon'] } })
    expect(await interview()).toMatchObject({ state: 'ended', ending: 'complete' })
  })

  test('agrees on words for when somebody comes', async () => {
    const { starts, presses, interview } = await silentCall()
    await starts()
    for (const [at, key] of ['1', '1', '1'].entries()) await presses(at + 1, key)

    await presses(4, '1')

    const agreed = (await interview())?.asked.find(({ cover }) => cover !== null)
    expect(agreed).toMatchObject({ question: 'cover_wrong_number', cover: { ro: 'ai greșit numărul' } })
  })

  test('hears the question again after silence, and after a while only that we are here', async () => {
    const { starts, presses, interview, assessment } = await silentCall()
    await starts()

    expect(await presses(1, '')).toContain('Ești în pericol chiar acum?')
    expect(await presses(1, '7')).toContain('Ești în pericol chiar acum?')
    for (let times = 0; times < 3; times++) await presses(1, '')

    const said = await presses(1, '')
    expect(said).toContain('Suntem aici')
    expect(said).toContain('<Gather')
    expect(said).not.toContain('Hangup')
    expect(await interview()).toMatchObject({ turn: 1, silences: 4 })
    expect((await assessment()).answers).toEqual({})
  })

  test('may be a grown-up, and Hungarian; changed in the middle, the same question is put in the new words', async () => {
    const { starts, presses, hears, interview, moves } = await silentCall()
    await starts({ language: 'hu' })
    expect(await hears(1)).toContain('Veszélyben vagy most?')
    await presses(1, '2')

    await starts({ language: 'hu', wording: 'adult' })

    expect(await hears(2)).toContain('Otthon van a gyermek?')
    expect(await hears(2)).toContain('language="hu-HU"')
    expect((await moves()).at(-1)).toBe('/twilio/interview 2')
    expect(await interview()).toMatchObject({ turn: 2, asked: [{ meaning: 'no' }, { meaning: null }] })
  })
})

describe('keys that come late, twice or at all odds', () => {
  test('the first key is the answer, however often the network tells of it', async () => {
    const { starts, presses, interview, assessment, contactId } = await silentCall()
    await starts()

    await presses(1, '1')
    const before = await interview()
    for (const key of ['1', '2', '', '3']) expect(await presses(1, key)).toContain('Ești acasă?')

    expect(await interview()).toEqual(before)
    expect((await assessment()).answers).toEqual({ danger_now: 'yes' })
    expect(bodiesOf(await factsAbout(here.world, contactId), 'triage.keyPressed')).toHaveLength(1)
  })

  test('two tellings at the same instant are one answer', async () => {
    const { starts, presses, interview } = await silentCall()
    await starts()

    await Promise.all([presses(1, '1'), presses(1, '1'), presses(1, '1')])

    expect(await interview()).toMatchObject({ turn: 2, asked: [{ meaning: 'yes' }, { meaning: null }] })
  })

  test('an answer to a question that was passed over still counts, and asks nothing anew', async () => {
    const { ana, contactId, starts, presses, interview, assessment } = await silentCall()
    await starts()
    await ana.does('intake.askInterview', { contactId, which: 'next' })

    expect(await presses(1, '1')).toContain('Ești acasă?')

    expect(await interview()).toMatchObject({ turn: 2, asked: [{ meaning: 'yes' }, { meaning: null }] })
    expect((await assessment()).answers).toEqual({ danger_now: 'yes' })
  })

  test('a key never takes back what somebody said', async () => {
    const { ana, contactId, starts, presses, assessment } = await silentCall()
    await starts()
    await ana.does('triage.answer', { contactId, answers: { danger_now: 'yes' } })

    await presses(1, '2')

    expect(await assessment()).toMatchObject({ answers: { danger_now: 'yes' }, inForce: 'P1' })
  })

  test('after the questions are stopped a key changes nothing, and the caller is sent back', async () => {
    const { ana, contactId, starts, presses, assessment, moves } = await silentCall()
    await starts()
    await ana.does('intake.stopInterview', { contactId })

    const answer = await presses(1, '1')

    expect(answer).toContain('/twilio/join?')
    expect(answer).not.toContain('Gather')
    expect((await moves()).at(-1)).toContain('/twilio/join')
    expect((await assessment()).answers).toEqual({})
  })

  test('a turn that never was, or no contact at all, changes nothing and ends no call', async () => {
    const { starts, presses, interview } = await silentCall()
    await starts()
    const before = await interview()

    expect(await presses(99, '1')).toContain('Ești în pericol')
    expect(await interview()).toEqual(before)
    const { body } = await here.line.posts({
      path: '/twilio/interview',
      params: { CallSid: `CA${'1'.repeat(32)}` },
    })
    expect(body).not.toContain('Hangup')
  })
})

describe('at the desk', () => {
  test('the question is put again, or the next one; each is a wish to the network', async () => {
    const { ana, contactId, starts, hears, moves, interview } = await silentCall()
    await starts()

    await ana.does('intake.askInterview', { contactId, which: 'again' })
    await ana.does('intake.askInterview', { contactId, which: 'next' })

    expect((await moves()).slice(-3)).toEqual([1, 1, 2].map((turn) => `/twilio/interview ${turn}`))
    expect(await hears(2)).toContain('Ești acasă?')
    expect(await interview()).toMatchObject({ asked: [{ meaning: null }, { turn: 2 }] })
  })

  test('begun a second time, what was answered stays and what was not is asked again', async () => {
    const { ana, contactId, starts, presses, interview } = await silentCall()
    await starts()
    await presses(1, '1')
    await ana.does('intake.stopInterview', { contactId })

    await starts()

    expect(await interview()).toMatchObject({
      ...{ state: 'asking', ending: null, turn: 3 },
      asked: [
        { turn: 1, meaning: 'yes' },
        { turn: 3, question: 'at_home', meaning: null },
      ],
    })
  })

  test('only whoever holds the contact leads the questions, whatever other rights they have', async () => {
    const { ana, contactId, starts, interview } = await silentCall()
    const [ben, officer] = [await operator(here.world), await here.world.signIn(['duty_officer', 'operator'])]
    const wanted = { contactId, ...asChild }
    const tries = async (who: Person) => (await who.tries('intake.startInterview', wanted)).outcome

    expect(await tries(ben)).toBe('not_found')
    expect(await tries(officer)).toBe('not_holder')
    expect(await tries(await here.world.signIn('responder'))).toBe('not_allowed')
    expect((await ben.tries('triage.interview', { contactId })).outcome).toBe('not_found')
    expect(await interview()).toBeNull()

    await starts()
    await ana.does('queue.release', { contactId, reason: 'technical' })
    expect(await tries(ana)).toBe('not_holder')
    expect((await ana.tries('intake.stopInterview', { contactId })).outcome).toBe('not_holder')
  })

  test('a contact that leaves the desk is asked nothing more, and neither is a caller who hung up', async () => {
    const released = await silentCall()
    await released.starts()
    await released.ana.does('queue.release', { contactId: released.contactId, reason: 'technical' })
    expect(await released.interview()).toMatchObject({ state: 'ended', ending: 'left' })
    expect((await released.moves()).at(-1)).toContain('/twilio/hold')
    await nobodyWaits(here.world)

    const gone = await silentCall()
    await gone.starts()
    await here.line.posts(here.line.end(gone.leg))
    expect(await gone.interview()).toMatchObject({ state: 'ended', ending: 'hung_up' })
    expect(
      (await gone.ana.tries('intake.startInterview', { contactId: gone.contactId, ...asChild })).outcome,
    ).toBe('contact_ended')
  })

  test('when the network takes nobody to the questions, the desk is told, and may try again', async () => {
    const { starts, interview } = await silentCall()
    await starts()

    await here.world.pass('1m')
    expect(await interview()).toMatchObject({ state: 'ended', ending: 'not_moved' })

    await starts()
    expect(await interview()).toMatchObject({ state: 'asking', ending: null, turn: 2 })
  })

  test('sent twice under one key it begins once, and what is not running is refused', async () => {
    const { ana, contactId, interview } = await silentCall()
    const key = randomUUID()
    const again = { contactId, which: 'again' } as const

    expect((await ana.tries('intake.askInterview', again)).outcome).toBe('interview_over')
    await ana.does('intake.startInterview', { contactId, ...asChild }, key)
    await ana.does('intake.startInterview', { contactId, ...asChild }, key)

    expect(await interview()).toMatchObject({ version: 1, turn: 1 })
    expect(bodiesOf(await factsAbout(here.world, contactId), 'triage.interviewStarted')).toEqual([
      { way: 'phone', language: 'ro', wording: 'child', script: 1 },
    ])
  })
})
