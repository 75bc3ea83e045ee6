import { statSync } from 'node:fs'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { smsIn, voiceInbound } from '@veghe/infra/carrier/fixtures.ts'
import { inboundLeg } from '@veghe/infra/carrier/leg.ts'
import { signedForm } from '@veghe/infra/carrier/signature.ts'
import twilio from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const caller = '+40700000001'
const parked = response(
  '<Say language="ro-RO">Linia 119.</Say><Enqueue waitUrl="/twilio/wait" action="/twilio/left">linia</Enqueue>',
)
const music = response(
  '<Gather numDigits="1" timeout="600" action="/twilio/wait/key"><Say>Rămâneți cu noi.</Say></Gather>',
)

const isQueued = (entry: { what: string }) => entry.what === 'call.queued'

describe('a call to the line', () => {
  test('is announced with a signature that Twilio itself accepts, and with the parameters of F1', async () => {
    const { carrier, product } = world

    await carrier.placeCall({ from: caller })

    const [voice] = product.received
    expect(voice).toMatchObject({ path: '/twilio/voice', isSigned: true, token: undefined })
    expect(voice?.params).toMatchObject({
      From: caller,
      Caller: caller,
      To: carrier.account.number,
      CallStatus: 'ringing',
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      FromCountry: 'RO',
      FromCity: '',
      AccountSid: carrier.account.accountSid,
    })
    expect(product.received.every((one) => one.isSigned)).toBe(true)
  })

  test('through the SIP domain carries the headers of the border controller and no geography', async () => {
    const { carrier, product } = world

    await carrier.placeCall({ from: caller, headers: { 'X-Cell-Id': '226-01-12A0-F1B2C3' } })

    const [params] = product.at('/twilio/voice')
    expect(params).toMatchObject({
      From: `sip:${caller}@sbc.example.net`,
      To: 'sip:119@hotline.sip.twilio.com',
      'SipHeader_X-Cell-Id': '226-01-12A0-F1B2C3',
      SipSourceIp: '203.0.113.10',
    })
    expect(params).not.toHaveProperty('FromCountry')
  })

  test('waits in the queue, and both its queue and its number report the hang-up', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', parked)
    product.on('/twilio/wait', music)
    await carrier.placeCall({ from: caller })
    await carrier.seen(isQueued)
    await carrier.settled()

    expect(product.at('/twilio/wait')[0]).toMatchObject({
      CallStatus: 'in-progress',
      QueuePosition: '1',
      MaxQueueSize: '1000',
    })
    await carrier.hangUp({ phone: caller })

    expect(product.at('/twilio/left')).toMatchObject([{ QueueResult: 'hangup', CallStatus: 'completed' }])
    expect(product.at('/twilio/status')).toMatchObject([{ CallStatus: 'completed', SequenceNumber: '0' }])
  })

  test('that hangs up before anything answered it ends unanswered', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Pause length="60"/>'))

    await carrier.placeCall({ from: caller })
    const call = await carrier.hangUp({ phone: caller })

    expect(call.status).toBe('no-answer')
    expect(product.at('/twilio/status')).toMatchObject([{ CallStatus: 'no-answer' }])
    await expect(carrier.hangUp({ phone: caller })).rejects.toThrow('no such call')
  })

  test('presses keys only while a document listens for them', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', parked)
    product.on('/twilio/wait', music)
    product.on('/twilio/wait/key', response('<Leave/>'))
    product.on('/twilio/left', response('<Pause length="60"/>'))
    await carrier.placeCall({ from: caller })
    await carrier.seen((entry) => entry.what === 'call.heard' && entry.text === 'Rămâneți cu noi.')

    const call = await carrier.press({ phone: caller }, '1')

    expect(product.at('/twilio/wait/key')).toMatchObject([{ Digits: '1', QueuePosition: '1' }])
    await carrier.seen((entry) => entry.what === 'call.unqueued')
    await carrier.settled()
    expect(product.at('/twilio/left')).toMatchObject([{ QueueResult: 'leave', CallSid: call.sid }])
    await expect(carrier.press({ phone: caller }, '1')).rejects.toThrow('Nothing listens')
  })
})

describe('texts', () => {
  test('reach the product as F16 and come back with their statuses in order', async () => {
    const { carrier, product, client } = world

    await carrier.sendText({ from: caller, body: 'mă bate acum' })
    const sent = await client.messages.create({
      to: caller,
      messagingServiceSid: carrier.account.messagingServiceSid,
      body: 'Suntem aici.',
      statusCallback: `${publicUrl}/twilio/messages/status?intent=7`,
    })
    await carrier.seen((entry) => entry.what === 'text.status' && entry.status === 'delivered')
    await carrier.settled()

    expect(product.at('/twilio/messages')).toMatchObject([
      { From: caller, Body: 'mă bate acum', NumSegments: '1' },
    ])
    const statuses = product.received.filter((one) => one.path === '/twilio/messages/status')
    expect(statuses.map((one) => one.params.MessageStatus)).toEqual(['queued', 'sent', 'delivered'])
    expect(
      statuses.every((one) => one.isSigned && one.query === 'intent=7' && one.params.MessageSid === sent.sid),
    ).toBe(true)
    expect(carrier.phone(caller).texts.map((text) => text.body)).toEqual(['mă bate acum', 'Suntem aici.'])
  })

  test('to a phone that nothing reaches end undelivered, and none are taken for one that said STOP', async () => {
    const { carrier, product, client } = world
    carrier.faults({ unreachable: ['+40700000002'] })
    const from = carrier.account.number

    await client.messages.create({
      to: '+40700000002',
      from,
      body: 'x',
      statusCallback: `${publicUrl}/twilio/messages/status`,
    })
    await carrier.seen((entry) => entry.what === 'text.status' && entry.status === 'undelivered')
    await carrier.settled()
    await carrier.sendText({ from: caller, body: 'Stop' })

    expect(product.at('/twilio/messages/status').at(-1)).toMatchObject({
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
    })
    expect(product.at('/twilio/messages').at(-1)).toMatchObject({ OptOutType: 'STOP' })
    await expect(client.messages.create({ to: caller, from, body: 'x' })).rejects.toMatchObject({
      code: 21610,
    })
    await carrier.sendText({ from: caller, body: 'START' })
    await expect(client.messages.create({ to: caller, from, body: 'x' })).resolves.toMatchObject({
      status: 'queued',
    })
  })
})

describe('fixtures for other tests', () => {
  test('are signed exactly as the network signs, and a changed parameter breaks the signature', () => {
    const { account } = world.carrier
    const params = voiceInbound(inboundLeg(account, { from: '+12025550143' }))
    const url = `${publicUrl}/twilio/voice?county=CJ#rc=2&rp=all`

    const form = signedForm(url, params, account.authToken)

    const signature = form.headers['x-twilio-signature'] ?? ''
    expect(form.url).toBe(`${publicUrl}/twilio/voice?county=CJ`)
    expect(Object.fromEntries(new URLSearchParams(form.body))).toEqual(params)
    expect(params).toMatchObject({ StirVerstat: 'TN-Validation-Passed-C', FromCountry: 'US' })
    expect(twilio.validateRequest(account.authToken, signature, form.url, params)).toBe(true)
    expect(twilio.validateRequest(account.authToken, signature, form.url, { ...params, From: '+1' })).toBe(
      false,
    )
  })

  test('count the parts of a text as the network would', () => {
    const parts = (body: string) =>
      smsIn({ accountSid: '', sid: '', from: '', to: '', body, direction: 'inbound', status: 'received' })
        .NumSegments

    expect(parts('a'.repeat(160))).toBe('1')
    expect(parts('a'.repeat(161))).toBe('2')
    expect(parts('ș'.repeat(70))).toBe('1')
    expect(parts('ș'.repeat(71))).toBe('2')
  })
})

test('whoever starts first invents the account, everybody else reads it, and only its owner may', () => {
  const known = carrierAccount(world.dir)

  expect(known).toEqual(world.carrier.account)
  expect(known.accountSid).toMatch(/^AC[0-9a-f]{32}$/)
  expect(statSync(join(world.dir, 'carrier.json')).mode & 0o777).toBe(0o600)
  expect(statSync(join(world.dir, 'carrier-journal.jsonl')).mode & 0o777).toBe(0o600)
})
