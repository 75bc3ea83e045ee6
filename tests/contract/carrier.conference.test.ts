import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const caller = '+40700000001'
const holdUrl = `${publicUrl}/twilio/aside`

/** The caller and somebody else are in one conference, and what Twilio's client calls the caller's place in it. */
async function inConference() {
  const room =
    '<Dial><Conference participantLabel="caller" statusCallback="/twilio/conf" ' +
    'statusCallbackEvent="hold">contact-1</Conference></Dial>'
  world.product.on('/twilio/voice', response(room))
  world.product.on(
    '/twilio/aside',
    response('<Say>Rămâneți cu noi.</Say><Pause length="2"/><Redirect>/twilio/aside</Redirect>'),
  )
  const { sid } = await world.carrier.placeCall({ from: caller })
  await world.carrier.placeCall({ from: '+40700000002' })
  await world.carrier.settled()
  const [conference] = await world.client.conferences.list({ friendlyName: 'contact-1' })
  const place = world.client.conferences(conference?.sid ?? '')
  return { sid, room: place, participant: place.participants(sid) }
}

const heardBy = (number: string) =>
  world.carrier.phone(number).calls.flatMap(({ transcript }) => transcript.map(({ text }) => text))

test('a party put aside hears the document they were given, over and over, until they are taken back', async () => {
  const { participant } = await inConference()

  const aside = await participant.update({ hold: true, holdUrl })
  await expect.poll(() => heardBy(caller).length).toBeGreaterThan(2)
  const back = await participant.update({ hold: false })
  const heard = heardBy(caller).length
  await world.carrier.settled()

  expect([aside.hold, back.hold]).toEqual([true, false])
  expect(new Set(heardBy(caller))).toEqual(new Set(['Rămâneți cu noi.']))
  expect(heardBy(caller)).toHaveLength(heard)
  expect(heardBy('+40700000002')).toEqual([])
  const steps = world.product.at('/twilio/conf').map((step) => [step.StatusCallbackEvent, step.Hold])
  expect(steps).toEqual([
    ['participant-hold', 'true'],
    ['participant-unhold', 'false'],
  ])
})

test('put aside twice or taken back twice, a party is told of once', async () => {
  const { participant } = await inConference()

  for (const hold of [true, true, false, false]) await participant.update({ hold, holdUrl })
  await world.carrier.settled()

  expect(world.product.at('/twilio/conf')).toHaveLength(2)
})

test('whoever has left is put aside nowhere', async () => {
  const { sid, participant } = await inConference()
  await participant.update({ hold: true, holdUrl })

  await world.carrier.hangUp({ sid })

  await expect(participant.update({ hold: false })).rejects.toMatchObject({ status: 404, code: 20404 })
})

test('a misspelt parameter does not compile, and sent all the same it is refused', async () => {
  const { sid, room, participant } = await inConference()
  // @ts-expect-error Twilio's client would drop it without a word: the caller would hear nothing while aside.
  const misspelt = () => participant.update({ hold: true, holdURL: holdUrl })
  const { accountSid, authToken } = world.carrier.account
  const { sid: roomSid } = await room.fetch()

  const sent = await fetch(
    `${world.carrier.url}/2010-04-01/Accounts/${accountSid}/Conferences/${roomSid}/Participants/${sid}.json`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      body: new URLSearchParams({ Hold: 'true', HoldURL: holdUrl }),
    },
  )

  expect(misspelt).toBeTypeOf('function')
  expect(sent.status).toBe(400)
  expect(await sent.json()).toMatchObject({ message: expect.stringContaining('HoldURL is not known') })
})

test('a coach says whom they coach, and it is somebody who is there; whoever stops is heard by all again', async () => {
  const { sid, room, participant } = await inConference()
  const [other] = (await room.participants.list()).filter(({ callSid }) => callSid !== sid)
  const callSidToCoach = other?.callSid ?? ''

  await expect(participant.update({ coaching: true })).rejects.toMatchObject({ status: 400, code: 20001 })
  const stranger = { coaching: true, callSidToCoach: `CA${'f'.repeat(32)}` }
  await expect(participant.update(stranger)).rejects.toMatchObject({ status: 404, code: 20404 })
  expect(await participant.update({ coaching: true, callSidToCoach, muted: true })).toMatchObject({
    ...{ coaching: true, callSidToCoach, muted: true },
  })
  expect(await participant.update({ coaching: false, muted: false })).toMatchObject({
    ...{ coaching: false, callSidToCoach: null, muted: false },
  })
})

test('whoever is sent out of a conference is out, and the others stay', async () => {
  const { sid, room, participant } = await inConference()

  expect(await participant.remove()).toBe(true)

  await world.carrier.seen((entry) => entry.what === 'room.left' && entry.sid === sid)
  expect((await room.participants.list()).map(({ callSid }) => callSid)).not.toContain(sid)
  expect((await room.fetch()).status).toBe('in-progress')
  await expect(participant.remove()).rejects.toMatchObject({ status: 404, code: 20404 })
})
