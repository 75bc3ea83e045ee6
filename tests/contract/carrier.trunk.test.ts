import { refusedCode, signCall, type TrunkCall, trunkPath } from '@veghe/infra/carrier/trunk/words.ts'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { startWorld, type World } from './carrier.support.ts'

const now = new Date('2027-03-03T10:00:00.000Z')
let world: World
beforeEach(async () => {
  world = await startWorld({ now: () => now })
})
afterEach(() => world.stop())

const call: TrunkCall = {
  ...{ source: '203.0.113.10', from: '+40700000001', to: '119' },
  headers: { 'X-Cell-Id': '001-01-12A0-F1B2C3' },
}
const signed = (change: object = {}, at = now) =>
  signCall({ ...call, ...change }, world.carrier.account.authToken, at)

/** How the network closes on whoever says this first. */
async function closesOn(word: string | Buffer, path = trunkPath): Promise<number> {
  const socket = new WebSocket(world.carrier.url.replace('http', 'ws') + path)
  onTestFinished(() => socket.terminate())
  socket.on('error', () => {})
  socket.on('open', () => socket.send(word))
  return new Promise((resolve) => socket.once('close', resolve))
}

test('a gateway’s call goes through the SIP domain, from the border controller that brought it', async () => {
  await closesOn(signed({ source: '198.51.100.7' }))

  expect(world.product.at('/twilio/voice')).toMatchObject([
    {
      ...{ From: 'sip:+40700000001@sbc.example.net', SipSourceIp: '198.51.100.7' },
      'SipHeader_X-Cell-Id': '001-01-12A0-F1B2C3',
    },
  ])
})

test('a call that no gateway of the account has just signed goes nowhere', async () => {
  const elsewhere = signCall(call, 'another', now)
  const old = signed({}, new Date(now.getTime() - 60_000))
  const changed = signed().replace('+40700000001', '+40700000002')
  const strange = [
    signed({ headers: { 'X-Cell-Id': 7 } }),
    signed({ headers: { From: 'x' } }),
    signed({ from: 'ana' }),
  ]
  for (const word of [elsewhere, old, changed, ...strange, '', '{}', 'null', Buffer.from([1, 2, 3])])
    expect(await closesOn(word)).toBe(refusedCode)

  expect(world.product.received).toEqual([])
  expect(world.carrier.counts()).toMatchObject({ calls: 0 })
})

test('a call from a trunk comes in by no other door', async () => {
  expect(await closesOn(signed(), '/elsewhere')).toBe(1006)
})
