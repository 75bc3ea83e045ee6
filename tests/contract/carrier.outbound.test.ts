import { ackDigits } from '@veghe/infra/carrier/fixtures.ts'
import { outboundLeg } from '@veghe/infra/carrier/leg.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const phone = '+40700000031'
const statuses = () =>
  world.product.at('/twilio/status').map((params) => [params.CallStatus, params.SequenceNumber])
const isRinging = (entry: { what: string; status?: unknown }) =>
  entry.what === 'call.status' && entry.status === 'ringing'

/** A page by voice as the product makes it: the key 1 acknowledges. */
function page(wishes: Record<string, unknown> = {}) {
  world.product.on(
    '/twilio/ack',
    response(
      '<Gather numDigits="1" timeout="600" action="/twilio/ack/key?page=7"><Say>Apăsați 1.</Say></Gather><Hangup/>',
    ),
  )
  world.product.on('/twilio/ack/key', response('<Say>Mulțumim.</Say>'))
  return world.client.calls.create({
    to: phone,
    from: world.carrier.account.number,
    url: `${publicUrl}/twilio/ack?page=7`,
    timeout: 600,
    statusCallback: `${publicUrl}/twilio/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ...wishes,
  })
}

describe('a page by voice', () => {
  test('rings, is answered, hears a key and tells each step once and in order', async () => {
    const { carrier, product } = world
    const { sid, status } = await page({ machineDetection: 'Enable' })
    await carrier.seen(isRinging)

    await carrier.answer({ phone })
    await carrier.press({ phone }, '1')
    await carrier.seen((entry) => entry.what === 'call.status' && entry.status === 'completed')
    await carrier.settled()

    expect(status).toBe('queued')
    expect(product.at('/twilio/ack')).toMatchObject([
      { CallSid: sid, Direction: 'outbound-api', AnsweredBy: 'human' },
    ])
    const answered = outboundLeg(carrier.account, { to: phone, sid, answeredBy: 'human' })
    expect(product.at('/twilio/ack/key')).toEqual([ackDigits(answered, '1')])
    expect(statuses().toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ])
    expect(carrier.phone(phone).calls[0]?.transcript.map((line) => line.text)).toEqual([
      'Apăsați 1.',
      '⌨ 1',
      'Mulțumim.',
    ])
    expect(await world.client.calls(sid).fetch()).toMatchObject({ status: 'completed', answeredBy: 'human' })
  })

  test('that nobody answers ends unanswered, and one that is declined ends busy', async () => {
    const { carrier } = world
    await page({ timeout: 5 })
    await carrier.seen((entry) => entry.what === 'call.status' && entry.status === 'no-answer')
    const declined = await page()
    await carrier.seen((entry) => isRinging(entry) && 'sid' in entry && entry.sid === declined.sid)

    const call = await carrier.decline({ phone })

    expect(call.status).toBe('busy')
    expect(statuses()).toEqual(
      expect.arrayContaining([
        ['no-answer', '2'],
        ['busy', '2'],
      ]),
    )
    await expect(carrier.answer({ phone })).rejects.toThrow('no such call')
  })

  test('that the product takes back stops ringing', async () => {
    const { carrier, client } = world
    const { sid } = await page()
    await carrier.seen(isRinging)

    await client.calls(sid).update({ status: 'canceled' })
    await carrier.seen((entry) => entry.what === 'call.status' && entry.status === 'canceled')

    expect(carrier.phone(phone).calls).toMatchObject([{ status: 'canceled' }])
  })

  test('an answering machine is told apart, beside the call when so asked', async () => {
    const { carrier, product } = world
    await page({
      machineDetection: 'DetectMessageEnd',
      asyncAmd: 'true',
      asyncAmdStatusCallback: `${publicUrl}/twilio/amd`,
    })
    await carrier.seen(isRinging)

    await carrier.answer({ phone }, 'machine')
    await carrier.seen((entry) => entry.what === 'webhook.answered' && entry.url.endsWith('/twilio/amd'))

    expect(product.at('/twilio/ack')[0]).not.toHaveProperty('AnsweredBy')
    expect(product.at('/twilio/amd')).toMatchObject([{ AnsweredBy: 'machine_end_beep' }])
  })

  test('waits its turn: one call starts each second of the network', async () => {
    await world.stop()
    world = await startWorld({ paceMs: 60_000 })

    const first = await page()
    const second = await page()
    await world.carrier.seen(isRinging)

    expect(await world.client.calls(first.sid).fetch()).toMatchObject({ status: 'ringing' })
    expect(await world.client.calls(second.sid).fetch()).toMatchObject({ status: 'queued' })
  })
})

test('112 is a part played by the network: it answers by itself and gives a reference number', async () => {
  const { carrier, product } = world
  product.on('/twilio/voice', response('<Dial action="/twilio/part"><Number>112</Number></Dial>'))
  product.on('/twilio/part', response('<Hangup/>'))
  const { sid } = await carrier.placeCall({ from: '+40700000001' })
  const said = await carrier.seen((entry) => entry.what === 'call.heard' && entry.sid === sid)
  const leg = carrier.phone('112').calls[0]

  await carrier.hangUp({ phone: '112' })
  await carrier.seen(
    (entry) => entry.what === 'call.status' && entry.sid === sid && entry.status === 'completed',
  )

  expect(said).toMatchObject({
    text: expect.stringMatching(/^112, am preluat\. Număr de referință \d{6}\.$/),
  })
  expect(leg).toMatchObject({ direction: 'outbound-dial', parentSid: sid, from: carrier.account.number })
  expect(product.at('/twilio/part')).toMatchObject([{ DialCallStatus: 'completed', DialCallSid: leg?.sid }])
})
