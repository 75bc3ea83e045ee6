import twilio from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LocalClient, publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const caller = '+40700000001'
const url = `${publicUrl}/twilio/ack`

/** What Twilio's client cannot be made to send: it drops parameters it does not know. */
async function post(path: string, form: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const { accountSid, authToken } = world.carrier.account
  const reply = await fetch(`${world.carrier.url}/2010-04-01/Accounts/${accountSid}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams(form),
  })
  return { status: reply.status, body: await reply.json() }
}

async function park(from: string): Promise<string> {
  world.product.on(
    '/twilio/voice',
    response('<Enqueue waitUrl="/twilio/wait" action="/twilio/left">linia</Enqueue>'),
  )
  world.product.on('/twilio/wait', response('<Pause length="600"/>'))
  const { sid } = await world.carrier.placeCall({ from })
  await world.carrier.seen((entry) => entry.what === 'call.queued' && entry.sid === sid)
  return sid
}

describe('credentials', () => {
  test('are the account with its token or a key with its secret; anything else is refused', async () => {
    const { account, url: home } = world.carrier
    const httpClient = new LocalClient(home)
    const withKey = twilio(account.apiKey, account.apiSecret, { accountSid: account.accountSid, httpClient })
    const wrong = twilio(account.accountSid, 'x'.repeat(32), { httpClient })

    await expect(withKey.calls.list()).resolves.toEqual([])
    await expect(wrong.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 })
  })
})

describe("Twilio's document", () => {
  test('lets through what it describes and refuses a misspelt, missing, malformed or repeated parameter', async () => {
    const { account } = world.carrier
    const good = { To: caller, From: account.number, Url: url }

    expect(await post('/Calls.json', good)).toMatchObject({ status: 201 })
    const refused: [Record<string, string>, string][] = [
      [{ ...good, StatusCallBack: url }, 'parameter StatusCallBack is not known'],
      [{ To: caller, From: account.number }, 'one of Url, Twiml, ApplicationSid is required'],
      [{ From: account.number, Url: url }, "must have required property 'To'"],
      [{ ...good, Url: '/twilio/ack' }, 'Url is not an absolute address'],
      [{ ...good, Method: 'BOGUS' }, '/Method must be equal to one of the allowed values'],
      [{ ...good, Timeout: 'soon' }, '/Timeout must be integer'],
    ]
    for (const [form, reason] of refused) {
      const { status, body } = await post('/Calls.json', form)
      expect(body).toMatchObject({ code: 20001, status: 400, message: expect.stringContaining(reason) })
      expect(status).toBe(400)
    }
  })

  test('knows more than the stand-in plays, and that is said instead of being passed over', async () => {
    const { account } = world.carrier

    const recording = await post('/Calls.json', {
      To: caller,
      From: account.number,
      Url: url,
      Record: 'true',
    })
    const address = await post('/Addresses.json', {
      CustomerName: 'x',
      Street: 'x',
      City: 'x',
      Region: 'x',
      PostalCode: 'x',
      IsoCountry: 'RO',
    })
    const unknown = await post('/Nothing.json', {})

    expect(recording).toMatchObject({ status: 501, body: { message: expect.stringContaining('Record') } })
    expect(address).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining('CreateAddress') },
    })
    expect(unknown).toMatchObject({ status: 404, body: { code: 20404, more_info: expect.any(String) } })
  })

  test('leaves to the network who may be called and from where', async () => {
    const { client } = world
    const from = world.carrier.account.number

    await expect(client.calls.create({ to: '119', from, url })).rejects.toMatchObject({ code: 21211 })
    await expect(client.calls.create({ to: caller, from: '+40700000009', url })).rejects.toMatchObject({
      code: 21210,
    })
    await expect(client.messages.create({ to: 'Ana', from, body: 'x' })).rejects.toMatchObject({
      code: 21211,
    })
    await expect(client.calls(`CA${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    })
    await expect(client.calls('nope').fetch()).rejects.toMatchObject({ code: 20001 })
  })
})

describe('lists', () => {
  test('give every call once over several pages, newest first, whatever arrives in between', async () => {
    const { carrier, client } = world
    const started = new Date()
    for (let caller = 0; caller < 5; caller += 1) await carrier.placeCall({ from: `+4070000001${caller}` })

    const firstTwo = await client.calls.page({ pageSize: 2, startTimeAfter: started })
    await carrier.placeCall({ from: '+40700000099' })
    const nextTwo = await firstTwo.nextPage()
    const all = await client.calls.list({ pageSize: 2 })
    const from12 = await client.calls.list({ from: '+40700000012' })
    const earlier = await client.calls.list({ startTimeBefore: new Date(started.getTime() - 60_000) })

    expect(firstTwo.instances.map((call) => call.from)).toEqual(['+40700000014', '+40700000013'])
    expect(nextTwo?.instances.map((call) => call.from)).toEqual(['+40700000012', '+40700000011'])
    expect(new Set(all.map((call) => call.sid)).size).toBe(6)
    expect(from12).toMatchObject([{ direction: 'inbound', status: 'completed' }])
    expect(earlier).toEqual([])
  })

  test('of texts find them by time and by phone', async () => {
    const { carrier, client } = world
    const started = new Date()
    await carrier.sendText({ from: caller, body: 'unu' })
    await carrier.sendText({ from: '+40700000002', body: 'doi' })

    const mine = await client.messages.list({ from: caller, dateSentAfter: started })
    const all = await client.messages.list({ dateSentAfter: started })

    expect(mine).toMatchObject([{ body: 'unu', direction: 'inbound', status: 'received' }])
    expect(all.map((text) => text.body)).toEqual(['doi', 'unu'])
    expect(carrier.counts(started)).toEqual({ calls: 0, texts: 2, callsOut: 0, textsOut: 0 })
  })
})

describe('the waiting queue', () => {
  test('is listed in the order of waiting, and a member sent elsewhere leaves it redirected', async () => {
    const { carrier, client, product } = world
    const first = await park(caller)
    const second = await park('+40700000002')
    const [queue] = await client.queues.list()
    const members = client.queues(queue?.sid ?? '').members
    product.on('/twilio/join', response('<Pause length="600"/>'))

    expect(queue).toMatchObject({ friendlyName: 'linia', currentSize: 2, maxSize: 1000 })
    expect((await members.list()).map((member) => [member.callSid, member.position])).toEqual([
      [first, 1],
      [second, 2],
    ])
    await client
      .queues(queue?.sid ?? '')
      .members(second)
      .update({ url: `${publicUrl}/twilio/join?role=caller` })
    await carrier.seen((entry) => entry.what === 'webhook.answered' && entry.url.includes('/twilio/join'))

    expect(product.at('/twilio/left')).toMatchObject([{ CallSid: second, QueueResult: 'redirected' }])
    expect(product.at('/twilio/join')).toMatchObject([{ CallSid: second, CallStatus: 'in-progress' }])
    expect((await members.list()).map((member) => member.callSid)).toEqual([first])
    expect((await client.calls(second).fetch()).status).toBe('in-progress')
  })

  test('no longer knows a caller who hung up, and neither can the call be sent anywhere', async () => {
    const { carrier, client } = world
    const sid = await park(caller)
    const queue = await client.queues.create({ friendlyName: 'linia' })
    await carrier.hangUp({ sid })

    const member = client.queues(queue.sid).members(sid)
    await expect(member.update({ url })).rejects.toMatchObject({ status: 404, code: 20404 })
    await expect(client.calls(sid).update({ url })).rejects.toMatchObject({ status: 400, code: 21220 })
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 })
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'completed', from: caller })
  })

  test('keeps a caller until the product ends the call', async () => {
    const { carrier, client, product } = world
    const sid = await park(caller)

    await client.calls(sid).update({ status: 'completed' })
    await carrier.seen((entry) => entry.what === 'call.status' && entry.status === 'completed')
    await carrier.settled()

    expect(product.at('/twilio/left')).toMatchObject([{ QueueResult: 'hangup' }])
    expect(product.at('/twilio/status')).toMatchObject([{ CallStatus: 'completed' }])
  })
})

test('a fault of the network makes the next requests fail and then passes', async () => {
  world.carrier.faults({ failRest: 1 })

  await expect(world.client.calls.list()).rejects.toMatchObject({ status: 503 })
  await expect(world.client.calls.list()).resolves.toEqual([])
})
