import { DocumentRefused, readDocument } from '@veghe/infra/carrier/twiml/read.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { response, startWorld, type World } from './carrier.support.ts'

const url = 'https://veghe.example/twilio/voice'
type Where = Parameters<typeof readDocument>[1]['where']

const refusal = (inside: string, where: Where = 'call'): string => {
  try {
    readDocument(response(inside), { url, where })
    return 'played'
  } catch (error) {
    if (error instanceof DocumentRefused) return `${error.code} ${error.message}`
    throw error
  }
}

describe('a document is refused', () => {
  test.each([
    ['<Sya>Bună</Sya>', '12200 <Sya> is not allowed here'],
    ['<Say bogus="1">Bună</Say>', '12200 <Say> has no attribute bogus'],
    ['<Say></Say>', '12200 <Say> is empty'],
    ['<Say>a<Pause/></Say>', '12200 <Pause> is not allowed in <Say>'],
    ['<Gather numDigits="one"/>', '12200 numDigits of <Gather> cannot be "one"'],
    ['<Gather input="speech"/>', '12200 input of <Gather> cannot be "speech"'],
    ['<Redirect method="PUT">/x</Redirect>', '12200 method of <Redirect> cannot be "PUT"'],
    ['<Redirect>https://</Redirect>', '12200 <Redirect> is no address: "https://"'],
    ['<Hangup/><Say>Bună</Say>', '12200 nothing after <Hangup> is ever reached'],
    ['<Leave/>', '12200 <Leave> is not allowed here'],
    ['loose', '12200 loose text in <Response>'],
    ['<Say>Bună', '12100 </Say> is expected, at character 67'],
    ['<Say>Tom & Jerry</Say>', '12100 "&" is no entity, at character 64'],
  ])('%s', (inside, reason) => {
    expect(refusal(inside)).toBe(reason)
  })

  test('while it waits in a queue or for a conference, for verbs that are fine elsewhere', () => {
    expect(refusal('<Leave/>', 'queue')).toBe('played')
    expect(refusal('<Enqueue>linia</Enqueue>', 'queue')).toBe('12200 <Enqueue> is not allowed here')
    expect(refusal('<Gather/>', 'room')).toBe('12200 <Gather> is not allowed here')
    expect(refusal('<Message>Bună</Message>', 'text')).toBe('12200 <Message> is not allowed here')
  })

  test('when it is no XML, declares a document type, has another root or is too long', () => {
    const read = (text: string) => () => readDocument(text, { url, where: 'call' })

    expect(read('Bună')).toThrow('an element is expected')
    expect(read('<!DOCTYPE x><Response/>')).toThrow('a name is expected')
    expect(read('<Reply/>')).toThrow('the root is <Reply>')
    expect(read(response(`<Say>${'a'.repeat(70_000)}</Say>`))).toThrow('longer than 64 KB')
  })
})

test('a document keeps its letters, and its addresses are resolved against its own', () => {
  const { verbs } = readDocument(
    response(
      '<!-- ! --><Say language="ro-RO">Bună, știu &amp; țin &#x219;&lt;</Say><Redirect>wait?a=1&amp;b=2</Redirect>',
    ),
    { url, where: 'call' },
  )

  expect(verbs.map((verb) => verb.text)).toEqual([
    'Bună, știu & țin ș<',
    'https://veghe.example/twilio/wait?a=1&b=2',
  ])
})

describe('on a call', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.stop())

  test('an unknown verb is journalled and sends the caller to the fallback address', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Shout>Bună</Shout>'))
    product.on('/twilio/fallback', response('<Say>Rămâneți.</Say><Pause length="600"/>'))

    const call = await carrier.placeCall({ from: '+40700000001' })

    const refused = await carrier.seen((entry) => entry.what === 'document.refused')
    expect(refused).toMatchObject({ code: 12200, reason: '<Shout> is not allowed here', sid: call.sid })
    expect(product.at('/twilio/fallback')).toMatchObject([{ ErrorCode: '12200' }])
    expect(call.transcript.map((line) => line.text)).toEqual(['Rămâneți.'])
  })

  test('an answer that is not XML is refused by its type', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', () => ({ type: 'application/json', body: '{}' }))

    await carrier.placeCall({ from: '+40700000001' })

    expect(product.at('/twilio/fallback')).toMatchObject([{ ErrorCode: '12300' }])
  })

  test('a rejected call ends busy without having been answered', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Reject reason="busy"/>'))

    await carrier.placeCall({ from: '+40700000001' })
    await carrier.settled()

    expect(product.at('/twilio/status')).toMatchObject([{ CallStatus: 'busy', SipResponseCode: '486' }])
  })

  test('silence where a key was wanted is reported only when the document asks for that', async () => {
    const { carrier, product } = world
    const asking = (more: string) => `<Gather timeout="1" numDigits="1" action="/twilio/key" ${more}/>`
    product.on('/twilio/voice', response(`${asking('')}${asking('actionOnEmptyResult="true"')}`))

    await carrier.placeCall({ from: '+40700000001' })
    await carrier.seen((entry) => entry.what === 'webhook.answered' && entry.url.endsWith('/twilio/key'))

    expect(product.at('/twilio/key')).toMatchObject([{ Digits: '', msg: 'Gather End' }])
  })

  test('a voice message is reported with its length when the caller hangs up', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Record action="/twilio/recording" timeout="600"/>'))
    await carrier.placeCall({ from: '+40700000001', hum: 440 })

    await carrier.hangUp({ phone: '+40700000001' })

    expect(product.at('/twilio/recording')).toMatchObject([
      { Digits: 'hangup', CallStatus: 'completed', RecordingSid: expect.stringMatching(/^RE[0-9a-f]{32}$/) },
    ])
  })

  test('a voice message ends in the silence after the last word, and is one recording of one channel', async () => {
    const { carrier, product, client } = world
    product.on('/twilio/voice', response('<Record action="/twilio/spoken" timeout="3" playBeep="true"/>'))
    const { sid } = await carrier.placeCall({ from: '+40700000001', hum: 440 })
    await carrier.seen((entry) => entry.what === 'recording.status' && entry.sid === sid)
    carrier.hum({ sid })

    await carrier.seen((entry) => entry.what === 'webhook.answered' && entry.url.endsWith('/twilio/spoken'))

    const [told] = product.at('/twilio/spoken')
    expect(told).toMatchObject({ Digits: '', CallStatus: 'in-progress' })
    expect(Number(told?.RecordingDuration)).toBeGreaterThanOrEqual(3)
    const [listed] = await client.calls(sid).recordings.list()
    expect(listed).toMatchObject({ sid: told?.RecordingSid, source: 'RecordVerb', channels: 1 })
  })

  test('words that are shown as text are a voice message too, ended by a key that its document names', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Record action="/twilio/spoken" timeout="600" finishOnKey="#"/>'))
    const { sid } = await carrier.placeCall({ from: '+40700000001' })

    await carrier.seen((entry) => entry.what === 'recording.status' && entry.sid === sid)
    await fetch(`${carrier.url}/control/say`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ sid, words: 'vine cineva?' }),
    })
    await carrier.press({ sid }, '1#')

    expect(product.at('/twilio/spoken')).toMatchObject([{ Digits: '#' }])
  })

  test('of somebody who says nothing there is no message, and the document goes on', async () => {
    const { carrier, product } = world
    const record = '<Record action="/twilio/spoken" timeout="2" recordingStatusCallback="/twilio/recording" '
    const events = 'recordingStatusCallbackEvent="completed absent"/>'
    product.on('/twilio/voice', response(`${record}${events}<Say>Rămâneți pe fir</Say>`))
    await carrier.placeCall({ from: '+40700000001' })

    await carrier.seen((entry) => entry.what === 'call.heard' && entry.text === 'Rămâneți pe fir')
    await carrier.settled()

    expect(product.at('/twilio/spoken')).toEqual([])
    expect(product.at('/twilio/recording')).toMatchObject([
      { RecordingStatus: 'absent', RecordingSource: 'RecordVerb' },
    ])
  })

  test('a transcript of a voice message is refused, like all that the network would have to pretend', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Record action="/twilio/spoken" transcribe="true"/>'))

    await carrier.placeCall({ from: '+40700000001' })

    await carrier.seen(
      (entry) => entry.what === 'document.refused' && entry.reason.includes('no attribute transcribe'),
    )
  })

  test('two in one conference begin it, and the caller leaving ends it', async () => {
    const { carrier, product, client } = world
    const room =
      '<Dial><Conference participantLabel="caller" endConferenceOnExit="true" statusCallback="/twilio/conf" ' +
      'statusCallbackEvent="start end join leave" waitUrl="/twilio/hold">contact-1</Conference></Dial>'
    product.on('/twilio/voice', response(room))
    product.on('/twilio/hold', response('<Say>Un moment.</Say>'))
    await carrier.placeCall({ from: '+40700000001' })
    await carrier.placeCall({ from: '+40700000002' })
    await carrier.settled()
    const [conference] = await client.conferences.list({ friendlyName: 'contact-1' })
    const inside = await client.conferences(conference?.sid ?? '').participants.list()

    await carrier.hangUp({ phone: '+40700000001' })
    await carrier.settled()

    expect(conference).toMatchObject({ status: 'in-progress' })
    expect(inside.map((one) => one.label)).toEqual(['caller', 'caller'])
    const steps = product
      .at('/twilio/conf')
      .toSorted((a, b) => Number(a.SequenceNumber) - Number(b.SequenceNumber))
    expect(steps.map((step) => step.StatusCallbackEvent)).toEqual([
      'participant-join',
      'participant-join',
      'conference-start',
      'participant-leave',
      'participant-leave',
      'conference-end',
    ])
    expect(steps.at(-1)).toMatchObject({
      FriendlyName: 'contact-1',
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
    })
    expect(await client.conferences(conference?.sid ?? '').fetch()).toMatchObject({ status: 'completed' })
  })
})
