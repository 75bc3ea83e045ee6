import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { runCommand } from '@veghe/infra/carrier/commands.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { reserveDocument } from '@veghe/server/telephony/reserve.ts'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { World as Product } from '../support/app.ts'
import { startWithNetwork } from '../support/network.ts'
import { operator } from '../support/queue.ts'
import { startWorld, type World } from './carrier.support.ts'

const caller = '+40700000001'
const desks = ['+40264000001', '+40264000002']

describe('while nothing of ours answers', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
    world.product.on('/twilio/voice', () => ({ status: 503 }))
    world.carrier.keepFallback(reserveDocument(desks))
  })
  afterEach(() => world.stop())

  const statusAt = (phone: string) => world.carrier.phone(phone).calls.at(-1)?.status
  const heardBy = (phone: string) =>
    world.carrier.phone(phone).calls.flatMap(({ transcript }) => transcript.map(({ text }) => text))
  const becomes = (phone: string, status: string) =>
    world.carrier.seen(
      (entry) =>
        entry.what === 'call.status' &&
        entry.status === status &&
        world.carrier.phone(phone).calls.some(({ sid }) => sid === entry.sid),
    )

  test('every desk telephone rings at once, and the first that is picked up has the caller', async () => {
    const { carrier } = world
    await carrier.placeCall({ from: caller })
    for (const desk of desks) await becomes(desk, 'ringing')

    await carrier.answer({ phone: '+40264000002' })
    await becomes('+40264000001', 'canceled')

    expect(statusAt('+40264000002')).toBe('in-progress')
    expect(statusAt(caller)).toBe('in-progress')
    expect(heardBy(caller)).toEqual([
      'Ați sunat la 119. Vă dăm legătura. În pericol de moarte, sunați la 112.',
    ])
    await carrier.hangUp({ phone: caller })
    expect(statusAt('+40264000002')).toBe('completed')
  })

  test('a desk that refuses leaves the others ringing', async () => {
    const { carrier } = world
    await carrier.placeCall({ from: caller })
    for (const desk of desks) await becomes(desk, 'ringing')

    await carrier.decline({ phone: '+40264000001' })
    await carrier.answer({ phone: '+40264000002' })

    expect(desks.map(statusAt)).toEqual(['busy', 'in-progress'])
  })

  test('whom no desk answers may leave a message, and then the desks ring again', async () => {
    const { carrier } = world
    await carrier.placeCall({ from: caller })

    await carrier.seen((entry) => entry.what === 'call.heard' && entry.text.includes('Spuneți după semnal'))
    await carrier.seen(() => carrier.phone('+40264000001').calls.length === 2)

    expect(statusAt(caller)).toBe('in-progress')
    await carrier.hangUp({ phone: caller })
    expect(carrier.journal().filter(({ what }) => what === 'bug')).toEqual([])
  })

  test('it is set by the command line, not without a file, never to what would not be played, and taken back', async () => {
    const type = async (...words: string[]) => {
      const lines: string[] = []
      const print = (line: string) => lines.push(line)
      const interrupted = AbortSignal.abort()
      return { status: await runCommand(words, { url: world.carrier.url, print, interrupted }), lines }
    }
    const file = join(world.dir, 'reserve.xml')
    writeFileSync(file, reserveDocument(desks))
    const wrong = join(world.dir, 'wrong.xml')
    writeFileSync(wrong, '<Response><Shout>Alo</Shout></Response>')

    expect(await type('fallback', file)).toMatchObject({
      status: 0,
      lines: [expect.stringMatching(/\/twiml\/EH/)],
    })
    expect(await type('fallback')).toEqual({ status: 1, lines: ['Name the file, or say --none.'] })
    expect(await type('fallback', wrong)).toEqual({ status: 1, lines: ['<Shout> is not allowed here'] })
    expect(await type('fallback', '--none')).toMatchObject({
      status: 0,
      lines: [expect.stringMatching(/\/twilio\/fallback$/)],
    })
  })
})

describe('when we are back', () => {
  let product: Product
  let network: Carrier
  beforeAll(async () => {
    const started = await startWithNetwork({ chapters, startsAt: '2020-01-01T10:00:00.000Z' }, { paceMs: 50 })
    product = started.world
    network = started.network
  })
  afterAll(async () => {
    await product.stop()
    await network.stop()
  })

  test('what somebody said into what the carrier keeps is fetched, and heard by whoever calls them', async () => {
    network.keepFallback(reserveDocument(desks))
    network.faults({ failWebhooks: 1_000 })
    const { sid } = await network.placeCall({ from: '+40700000003', hum: 440 })
    for (const desk of desks) {
      await network.seen(() => network.phone(desk).calls.at(-1)?.status === 'ringing')
      await network.decline({ phone: desk })
    }
    await network.seen((entry) => entry.what === 'recording.status' && entry.sid === sid)
    await network.hangUp({ sid })
    network.faults({ failWebhooks: 0 })

    await product.pass('1m')
    await product.pass('10s')

    const ana = await operator(product)
    const callBack = (await ana.asks('queue.callBacks', {})).find(
      ({ callerDigits }) => callerDigits === '003',
    )
    const { id: recordingId = '' } = callBack?.voiceMessage ?? {}
    const contactId = ContactId.parse(callBack?.contactId)
    const { tracks } = await ana.asks('intake.voiceMessage', { contactId, recordingId })
    expect(tracks.map(({ voice }) => voice)).toEqual(['caller'])
  })

  test('whoever spoke with a desk, or with nobody, stands in the queue’s book with their number', async () => {
    network.keepFallback(reserveDocument(desks))
    network.faults({ failWebhooks: 1_000 })
    await network.placeCall({ from: caller })
    await network.seen(() => network.phone(desks[0] ?? '').calls.some(({ status }) => status === 'ringing'))
    await network.answer({ phone: desks[0] })
    await network.hangUp({ phone: caller })
    await network.placeCall({ from: '+40700000002' })
    await network.hangUp({ phone: '+40700000002' })
    network.faults({ failWebhooks: 0 })

    await product.pass('1m')

    const officer = await product.signIn('duty_officer')
    const waiting = await officer.asks('queue.callBacks', {})
    const digits = waiting.map(({ callerDigits }) => callerDigits)
    expect(digits).toEqual(expect.arrayContaining(['001', '002']))
    expect(new Set(digits).size).toBe(digits.length)
  })
})
