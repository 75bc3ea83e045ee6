import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSoftphone } from '../support/softphone.ts'
import { response, startWorld, type World } from './carrier.support.ts'
import { conference, gatewayOf, patiently, softphoneOf, tokenFor, type Wrong } from './softphone.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.product.on('/twilio/voice', conference('caller', 'endConferenceOnExit="true"'))
  world.product.on('/twilio/client', conference('operator'))
})
afterEach(() => world.stop())

const caller = '+40700000001'
const softphone = () => softphoneOf(world)
const inRoom = (who: string) =>
  world.carrier.seen(
    (entry) => entry.what === 'room.joined' && entry.room === 'contact-1' && entry.sid === who,
  )

describe('a softphone', () => {
  test('calls the application and says what its page chose, which takes the place of nothing that is known', async () => {
    const phone = await softphone()
    await phone.calls({ conf: 'contact-1', From: '+40700000009', CallSid: 'CAx' })

    const [asked] = world.product.at('/twilio/client')
    expect(asked).toMatchObject({
      ...{ From: 'client:CJ_1', To: '', Direction: 'inbound', CallStatus: 'ringing', conf: 'contact-1' },
      CallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      ApplicationSid: world.carrier.account.twimlAppSid,
    })
    expect(asked).not.toHaveProperty('FromCountry')
    expect(world.product.received.every(({ isSigned }) => isSigned)).toBe(true)
  })

  test('and a caller in one conference hear each other, until one is put aside or hangs up', async () => {
    const { sid } = await world.carrier.placeCall({ from: caller, hum: 440 })
    const phone = await softphone()
    const desk = await phone.calls({ conf: 'contact-1' }, 1_000)
    await expect.poll(() => desk.note(), patiently).toBe(440)
    await expect.poll(() => world.carrier.note({ sid }), patiently).toBe(1_000)

    const [room] = await world.client.conferences.list({ friendlyName: 'contact-1' })
    const participant = world.client.conferences(room?.sid ?? '').participants(sid)
    await participant.update({ hold: true })
    await expect.poll(() => desk.note(), patiently).toBeUndefined()
    await expect.poll(() => world.carrier.note({ sid }), patiently).toBeUndefined()
    await participant.update({ hold: false })
    await expect.poll(() => desk.note(), patiently).toBe(440)

    await world.carrier.hangUp({ sid })
    await expect.poll(() => desk.isOver(), patiently).toBe(true)
  })

  test('that hangs up, or whose page dies, leaves the conference to the caller', async () => {
    const { sid } = await world.carrier.placeCall({ from: caller })
    for (const how of ['hangs up', 'dies']) {
      const phone = await softphone()
      const desk = await phone.calls({ conf: 'contact-1' })
      const known = world.product.at('/twilio/client').at(-1)?.CallSid ?? ''
      await inRoom(known)

      if (how === 'dies') phone.dies()
      else desk.hangsUp()

      await world.carrier.seen((entry) => entry.what === 'room.left' && entry.sid === known)
      expect((await world.client.calls(sid).fetch()).status).toBe('in-progress')
    }
  })

  test('is a call to Twilio and no telephone: no list of phones and no count of calls knows it', async () => {
    const phone = await softphone()
    await phone.calls({ conf: 'contact-1' })

    const [listed] = await world.client.calls.list()
    expect(listed).toMatchObject({ from: 'client:CJ_1', direction: 'inbound', status: 'in-progress' })
    expect(world.carrier.counts()).toMatchObject({ calls: 0 })
    expect(world.carrier.phones()).toEqual([])
  })

  test('is refused by a document that rejects it, and then has asked for nothing else', async () => {
    world.product.on('/twilio/client', response('<Reject/>'))
    const phone = await softphone()

    await expect(phone.calls({ conf: 'contact-1' })).rejects.toThrow('refused')
    const [listed] = await world.client.calls.list()
    expect(listed).toMatchObject({ status: 'no-answer' })
  })
})

describe('a token', () => {
  const other = 'f'.repeat(32)
  test.each<[string, Wrong]>([
    ['signed with another secret', { secret: 'another' }],
    ['of another key', { key: `SK${other}` }],
    ['of another account', { account: `AC${other}` }],
    ['for another application', { application: `AP${other}` }],
    ['that is over', { ttl: -1 }],
  ])('%s lets nobody in', async (_how, wrong) => {
    const token = tokenFor(world, 'CJ_1', wrong)
    await expect(openSoftphone({ gateway: gatewayOf(world), token })).rejects.toThrow('31204')
  })

  test.each(['', 'x', 'a.b.c', `${btoa('{}')}.${btoa('[]')}.`])('„%s” lets nobody in', async (token) => {
    await expect(openSoftphone({ gateway: gatewayOf(world), token })).rejects.toThrow('31204')
  })
})
