import { trunkPath } from '@veghe/infra/carrier/trunk/words.ts'
import { type Gateway, type GatewayOptions, startGateway } from '@veghe/infra/sip-gateway/gateway.ts'
import twilio from 'twilio'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openSipTrunk, type SipTrunk, type SipWords, tagIn } from '../support/sip-trunk.ts'
import { openSoftphone } from '../support/softphone.ts'
import { response, startWorld, type World } from './carrier.support.ts'

let world: World
let gateway: Gateway
let said: string[]
beforeEach(async () => {
  world = await startWorld()
  said = []
  world.product.on('/twilio/voice', conference('caller'))
  world.product.on('/twilio/client', conference('operator'))
})
afterEach(() => world.stop())

const conference = (label: string) =>
  response(`<Dial><Conference participantLabel="${label}">contact-1</Conference></Dial>`)
/** Two peers have to find one another, and SIP says again after half a second what was lost. */
const patiently = { timeout: 20_000, interval: 50 }
const address = '127.0.0.1'

async function opens(options: Partial<GatewayOptions> = {}): Promise<SipTrunk> {
  const { authToken } = world.carrier.account
  gateway = await startGateway({
    ...{ address, port: 0, peers: [address], mediaPorts: null, calls: 20 },
    network: { url: world.carrier.url.replace('http', 'ws') + trunkPath, authToken },
    say: (line) => said.push(line),
    ...options,
  })
  const { stop } = gateway
  onTestFinished(() => stop())
  return openSipTrunk(gateway.port)
}

/** Answered and acknowledged. */
async function talks(trunk: SipTrunk, words: Partial<SipWords> = {}) {
  const call = trunk.begins(words)
  const ok = await trunk.hears('SIP/2.0 200', call.id)
  call.says('ACK', { toTag: tagIn(ok) })
  return { call, ok, toTag: tagIn(ok) }
}
const statusOf = async () => (await world.client.calls.list())[0]?.status

describe('a call by SIP', () => {
  test('rings, is answered when the product takes it, and is told with what the trunk says of it', async () => {
    const trunk = await opens()
    const headers = [
      'Content-Type: application/sdp',
      'X-Cell-Id: 001-01-12A0-F1B2C3',
      'P-Asserted-Identity: <tel:+40700000009>',
    ]
    const call = trunk.begins({ from: '<sip:anonymous@anonymous.invalid>', headers })

    await trunk.hears('SIP/2.0 100')
    const ringing = await trunk.hears('SIP/2.0 180')
    const ok = await trunk.hears('SIP/2.0 200')
    call.says('ACK', { toTag: tagIn(ok) })

    expect(tagIn(ok)).toBe(tagIn(ringing))
    expect(ok).toContain('RTP/AVP 8 101')
    const [asked] = world.product.received
    expect(asked).toMatchObject({ path: '/twilio/voice', isSigned: true })
    expect(asked?.params).toMatchObject({
      ...{
        From: 'sip:anonymous@anonymous.invalid',
        To: 'sip:119@hotline.sip.twilio.com',
        CallStatus: 'ringing',
      },
      ...{ SipSourceIp: address, 'SipHeader_X-Cell-Id': '001-01-12A0-F1B2C3' },
      'SipHeader_X-PAI': 'tel:+40700000009',
    })
    expect(await statusOf()).toBe('in-progress')
    expect(said.join('\n')).not.toMatch(/\+40|001-01/)
  })

  test('is heard at the desk and hears it, until the desk ends it', async () => {
    const trunk = await opens()
    trunk.hums(440)
    const { call } = await talks(trunk)
    // Nobody is there yet, and the line is not dead.
    await expect.poll(() => trunk.note(), patiently).toBe(425)
    const { accountSid, apiKey, apiSecret, twimlAppSid } = world.carrier.account
    const token = new twilio.jwt.AccessToken(accountSid, apiKey, apiSecret, { identity: 'CJ_1', ttl: 600 })
    token.addGrant(new twilio.jwt.AccessToken.VoiceGrant({ outgoingApplicationSid: twimlAppSid }))
    const signal = `${world.carrier.url.replace('http', 'ws')}/signal`
    const phone = await openSoftphone({ gateway: signal, token: token.toJwt() })
    const desk = await phone.calls({ conf: 'contact-1' }, 1_000)

    await expect.poll(() => desk.note(), patiently).toBe(440)
    await expect.poll(() => trunk.note(), patiently).toBe(1_000)

    const [listed] = (await world.client.calls.list()).filter(({ from }) => from.startsWith('sip:'))
    await world.client.calls(listed?.sid ?? '').update({ status: 'completed' })
    const bye = await trunk.hears('BYE sip:trunk@')
    expect(bye).toContain(`Call-ID: ${call.id}`)
  })

  test('ends on both sides when the caller hangs up', async () => {
    const trunk = await opens()
    const { call, toTag } = await talks(trunk)

    call.says('BYE', { cseq: 2, toTag })

    expect(await trunk.hears('SIP/2.0 200')).toContain('CSeq: 2 BYE')
    await expect.poll(statusOf, patiently).toBe('completed')
  })

  test('that the caller gives up while it rings is no call any more', async () => {
    world.product.on('/twilio/voice', () => ({ silent: true }))
    const trunk = await opens()
    const call = trunk.begins()
    await trunk.hears('SIP/2.0 180')

    call.says('CANCEL', { sameBranch: true })

    expect(await trunk.hears('SIP/2.0 200')).toContain('CSeq: 1 CANCEL')
    await trunk.hears('SIP/2.0 487')
    call.says('ACK', { sameBranch: true })
    await expect.poll(statusOf, patiently).toBe('no-answer')
  })

  test('whose words are lost on the way is one call, and is told again', async () => {
    const trunk = await opens()
    const call = trunk.begins()
    call.repeats()
    const ok = await trunk.hears('SIP/2.0 200')
    expect(tagIn(await trunk.hears('SIP/2.0 200'))).toBe(tagIn(ok))
    call.says('ACK', { toTag: tagIn(ok) })
    call.repeats()
    await trunk.hears('SIP/2.0 200')

    expect(await world.client.calls.list()).toHaveLength(1)
  })

  test('is known by the keys that are pressed in it, each once', async () => {
    world.product.on('/twilio/voice', response('<Gather numDigits="2" timeout="600" action="/twilio/keys"/>'))
    world.product.on('/twilio/keys', conference('caller'))
    const trunk = await opens()
    await talks(trunk)

    trunk.hums(440)
    trunk.presses('1')
    await world.carrier.seen((entry) => entry.what === 'call.pressed')
    trunk.presses('#')

    await expect.poll(() => world.product.at('/twilio/keys')[0]?.Digits, patiently).toBe('1')
  })

  test('that the line ends at once is ended when the caller has heard that it was answered', async () => {
    world.product.on('/twilio/voice', response('<Hangup/>'))
    const trunk = await opens()
    const { call } = await talks(trunk)
    await trunk.hears('BYE', call.id)
  })

  test('stays as it began, whatever else is wished for', async () => {
    const trunk = await opens()
    const { call, toTag } = await talks(trunk)

    call.says('INVITE', { cseq: 2, toTag })

    await trunk.hears('SIP/2.0 488', call.id)
    expect(await statusOf()).toBe('in-progress')
  })

  test('ends when the network goes away', async () => {
    const trunk = await opens()
    const { call } = await talks(trunk)
    await world.carrier.stop()
    await trunk.hears('BYE', call.id)
  })

  test('ends on both sides when the gateway goes down', async () => {
    const trunk = await opens()
    const { call } = await talks(trunk)
    await gateway.stop()
    await trunk.hears('BYE', call.id)
    await expect.poll(statusOf, patiently).toBe('completed')
  })
})

describe('a call is refused', () => {
  const refusal = async (trunk: SipTrunk, words: Partial<SipWords>) => {
    const call = trunk.begins(words)
    let last = ''
    while (!/^SIP\/2\.0 [2-6]/.test(last)) last = await trunk.hears('SIP/2.0', call.id)
    call.says('ACK', { sameBranch: true, toTag: tagIn(last) })
    return last.slice('SIP/2.0 '.length).split('\r\n')[0]
  }

  test.each<[string, Partial<SipWords>, string]>([
    ['to nobody', { uri: 'sip:ana@veghe.example' }, '404 Not Found'],
    ['by another kind of address', { uri: 'sips:119@veghe.example' }, '416 Unsupported URI Scheme'],
    ['with words we do not read', { headers: ['Content-Type: text/plain'] }, '415 Unsupported Media Type'],
    ['with a wish we do not know', { headers: ['Require: 100rel'] }, '420 Bad Extension'],
    ['without a telephone’s sound', { body: 'v=0\r\n' }, '488 Not Acceptable Here'],
    ['that is cut short', { headers: ['Content-Length: 9999'] }, '400 Bad Content-Length'],
    ['by a word we do not know', { method: 'MESSAGE' }, '405 Method Not Allowed'],
    ['by whoever wants to register', { method: 'REGISTER' }, '405 Method Not Allowed'],
    ['that never began', { method: 'BYE' }, '481 Call/Transaction Does Not Exist'],
  ])('%s', async (_why, words, expected) => {
    expect(await refusal(await opens(), words)).toBe(expected)
    expect(world.product.received).toEqual([])
  })

  test('from an address that may not call', async () => {
    expect(await refusal(await opens({ peers: ['203.0.113.10'] }), {})).toBe('403 Forbidden')
    expect(world.product.received).toEqual([])
  })

  test('when the house is full, and taken again when somebody has left', async () => {
    const trunk = await opens({ calls: 1 })
    const { call, toTag } = await talks(trunk)
    expect(await refusal(trunk, {})).toBe('503 Service Unavailable')

    call.says('BYE', { cseq: 2, toTag })
    await trunk.hears('SIP/2.0 200')
    await talks(trunk)
  })

  test('when the line is busy', async () => {
    world.product.on('/twilio/voice', response('<Reject reason="busy"/>'))
    expect(await refusal(await opens(), {})).toBe('486 Busy Here')
  })

  test('when the network is away, or will not have this gateway', async () => {
    const url = world.carrier.url.replace('http', 'ws') + trunkPath
    const nowhere = { url: 'ws://127.0.0.1:9/trunk', authToken: 'x' }
    expect(await refusal(await opens({ network: nowhere }), {})).toBe('503 Service Unavailable')
    expect(await refusal(await opens({ network: { url, authToken: 'x' } }), {})).toBe(
      '503 Service Unavailable',
    )
    expect(world.product.received).toEqual([])
  })

  test('and a greeting is answered', async () => {
    expect(await refusal(await opens(), { method: 'OPTIONS' })).toBe('200 OK')
  })
})
