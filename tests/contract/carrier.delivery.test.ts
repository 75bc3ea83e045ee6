import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
afterEach(() => world.stop())

const caller = '+40700000001'
const down = { status: 503, body: 'busy' }

const attempts = (path: string) =>
  world.carrier.journal().flatMap((entry) => {
    if (entry.what !== 'webhook.answered' && entry.what !== 'webhook.failed') return []
    return entry.url.includes(path) ? [entry.what === 'webhook.answered' ? entry.status : entry.reason] : []
  })

describe('a webhook that fails', () => {
  beforeEach(async () => {
    world = await startWorld()
  })

  test('with 503 is not repeated; the fallback address is asked and told why', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', () => down)
    product.on('/twilio/fallback', response('<Say>Vă sunăm înapoi.</Say><Pause length="600"/>'))

    const call = await carrier.placeCall({ from: caller })

    expect(attempts('/twilio/voice')).toEqual([503])
    expect(product.at('/twilio/fallback')).toMatchObject([
      { CallSid: call.sid, ErrorCode: '11200', ErrorUrl: `${publicUrl}/twilio/voice`, CallStatus: 'ringing' },
    ])
    expect(call.transcript.map((line) => line.text)).toEqual(['Vă sunăm înapoi.'])
    expect(call.status).toBe('in-progress')
  })

  test('never reaching anybody is tried once more, and a call without a document ends with an apology', async () => {
    const { carrier, product } = world
    await product.stop()

    const call = await carrier.placeCall({ from: caller })

    expect(attempts('/twilio/voice')).toHaveLength(2)
    expect(attempts('/twilio/fallback')).toHaveLength(2)
    expect(call.status).toBe('completed')
    expect(call.transcript.at(-1)?.text).toContain('application error')
    expect(carrier.counts()).toMatchObject({ calls: 1 })
  })

  test('as a status callback is never sent again, not even when the product is back', async () => {
    const { carrier, product } = world
    product.on('/twilio/status', () => down)
    await carrier.placeCall({ from: caller })
    await carrier.settled()
    product.on('/twilio/status', response())

    await carrier.placeCall({ from: '+40700000002' })
    await carrier.settled()

    expect(product.at('/twilio/status').map((params) => params.From)).toEqual([caller, '+40700000002'])
  })

  test('as a text is not sent again; it stays in the list for whoever looks for it', async () => {
    const { carrier, product, client } = world
    product.on('/twilio/messages', () => down)

    const text = await carrier.sendText({ from: caller, body: 'ajutor' })

    expect(product.at('/twilio/messages')).toHaveLength(1)
    expect(await client.messages(text.sid).fetch()).toMatchObject({ body: 'ajutor', direction: 'inbound' })
  })

  test('carries no call to another host', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Redirect>https://elsewhere.example/voice</Redirect>'))

    await carrier.placeCall({ from: caller })

    expect(attempts('elsewhere.example')[0]).toBe('the network reaches no host but the product')
    expect(product.at('/twilio/fallback')).toMatchObject([{ ErrorCode: '11205' }])
  })
})

describe('an address that asks for more', () => {
  const start = async (fragment: string) => {
    world = await startWorld({ number: { voiceUrl: `${publicUrl}/twilio/voice?line=119#${fragment}` } })
  }

  test('is tried again as often as it says, the repeats marked with one token and signed without the fragment', async () => {
    await start('rc=3&rp=5xx')
    const { carrier, product } = world
    let count = 0
    product.on('/twilio/voice', () => {
      count += 1
      return count < 3 ? down : response('<Pause length="600"/>')
    })

    await carrier.placeCall({ from: caller })

    const [first, second, third] = product.received
    expect(attempts('/twilio/voice')).toEqual([503, 503, 200])
    expect(product.received.every((one) => one.isSigned && one.query === 'line=119')).toBe(true)
    expect(first?.token).toBeUndefined()
    expect(second?.token).toMatch(/^[0-9a-f-]{36}$/)
    expect(third?.token).toBe(second?.token)
  })

  test('can forbid even the one usual repeat', async () => {
    await start('rc=0')
    const { carrier } = world
    carrier.faults({ failWebhooks: 1 })

    await carrier.placeCall({ from: caller })

    expect(attempts('/twilio/voice')).toEqual(['cut by a fault'])
  })

  test('is not waited for longer than it allows', async () => {
    await start('rt=100&rc=1&rp=rt')
    const { carrier, product } = world
    product.on('/twilio/voice', () => ({ silent: true }))

    await carrier.placeCall({ from: caller })

    expect(attempts('/twilio/voice')).toEqual(['no answer in time', 'no answer in time'])
    expect(product.at('/twilio/fallback')).toMatchObject([{ ErrorCode: '11200' }])
  })
})
