import { appendFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { type Carrier, startCarrier } from '@veghe/infra/carrier/carrier.ts'
import { runCommand } from '@veghe/infra/carrier/commands.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { publicUrl, response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.product.on('/twilio/voice', response('<Gather numDigits="1" timeout="600" action="/twilio/key"/>'))
})
afterEach(() => world.stop())

const caller = '+40700000001'

describe('the command line', () => {
  const type = async (...words: string[]) => {
    const lines: string[] = []
    const print = (line: string) => lines.push(line)
    const interrupted = AbortSignal.abort()
    const status = await runCommand(words, { url: world.carrier.url, print, interrupted })
    return { status, text: lines.join('\n') }
  }

  test('places a call, presses a key, sends a text and shows what the network counted', async () => {
    const { product } = world
    product.on('/twilio/key', response('<Say>Mulțumim.</Say><Pause length="600"/>'))

    const called = await type('call', '--from', caller)
    const pressed = await type('press', '--from', caller, '1')
    const texted = await type('text', '--from', caller, 'mă bate', 'acum')
    const hungUp = await type('hangup', '--from', caller)

    expect(called).toMatchObject({
      status: 0,
      text: expect.stringContaining(`${caller} → +40264000119  in-progress`),
    })
    expect(pressed.text).toContain('⌨ 1')
    expect(product.at('/twilio/key')).toMatchObject([{ Digits: '1' }])
    expect(texted.text).toMatch(/„mă bate acum” .*\nThe product answered 200 in \d+ ms\.$/)
    expect(hungUp.text).toContain('completed')
    expect(await type('counts')).toEqual({ status: 0, text: 'in: 1 calls, 1 texts; out: 0 calls, 0 texts' })
    expect((await type('phones')).text).toContain('→ „mă bate acum” received')
    expect((await type('journal')).text).toContain('call.placed')
  })

  test('sends files beside a text, with words or without', async () => {
    const file = join(world.dir, 'poza.PNG')
    writeFileSync(file, picture())

    const texted = await type('text', '--from', caller, '--media', file)

    expect(texted).toMatchObject({ status: 0, text: expect.stringContaining('answered 200') })
    expect(world.product.at('/twilio/messages')).toMatchObject([
      { Body: '', NumMedia: '1', MediaContentType0: 'image/png' },
    ])
    expect(await type('text', '--from', caller, '--media', join(world.dir, 'none.jpg'))).toMatchObject({
      status: 1,
      text: expect.stringContaining('cannot be read'),
    })
  })

  test('holds a call until it is interrupted, then hangs up', async () => {
    const held = await type('call', '--from', caller, '--header', 'X-Cell-Id=226-01', '--hold')

    expect(held.text).toContain('Holding the line')
    expect(held.text.split('\n').at(-1)).toContain('completed')
    expect(world.product.at('/twilio/voice')).toMatchObject([{ 'SipHeader_X-Cell-Id': '226-01' }])
  })

  test('calls through the SIP domain with everything the border controller adds', async () => {
    const headers = 'X-PAI=tel:+40700000009,X-Cell-Id=001-01-1,X-Geo=geo:46.75,23.49;u=300;age=40'

    await type('call', '--from', 'anonymous', '--header', headers)

    expect(world.product.at('/twilio/voice').at(-1)).toMatchObject({
      From: 'sip:anonymous@anonymous.invalid',
      'SipHeader_X-PAI': 'tel:+40700000009',
      'SipHeader_X-Cell-Id': '001-01-1',
      'SipHeader_X-Geo': 'geo:46.75,23.49;u=300;age=40',
    })
  })

  test('answers a mistake with one sentence', async () => {
    expect(await type('hangup', '--from', caller)).toEqual({
      status: 1,
      text: `There is no such call on ${caller} now.`,
    })
    expect(await type('call')).toEqual({ status: 1, text: '--from is missing.' })
    expect(await type('call', '--form', caller)).toMatchObject({
      status: 1,
      text: expect.stringContaining('--form'),
    })
    expect(await type('dance')).toMatchObject({
      status: 1,
      text: expect.stringContaining('npm run carrier -- <command>'),
    })
    await world.product.stop()
    expect((await type('text', '--from', caller, 'x')).text).toContain(
      'The product did not answer: connect ECONNREFUSED',
    )
    await world.carrier.stop()
    expect((await type('phones')).text).toContain('start it with: npm start')
  })
})

test('only this machine, and no page of another site, drives the network', async () => {
  const ask = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${world.carrier.url}/control/phones`, { method: 'POST', headers }, (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      })
      asked.on('error', reject)
      asked.end('{}')
    })

  expect(await ask({ 'content-type': 'application/json' })).toBe(200)
  expect(await ask({ 'content-type': 'text/plain' })).toBe(403)
  expect(await ask({ 'content-type': 'application/json', host: 'elsewhere.example' })).toBe(403)
})

describe('after the network went down', () => {
  let second: Carrier
  afterEach(() => second.stop())

  const restart = async (): Promise<Carrier> => {
    const { account } = world.carrier
    await world.carrier.stop()
    const journalFile = join(world.dir, 'carrier-journal.jsonl')
    appendFileSync(journalFile, '{"what":"call.placed","sid":"CA12')
    second = await startCarrier({ account, publicUrl, target: world.product.url, journalFile, paceMs: 20 })
    return second
  }

  test('its count still stands, and a call it broke off is over without anybody having been told', async () => {
    const { product } = world
    await world.carrier.sendText({ from: caller, body: 'STOP' })
    const { sid } = await world.carrier.placeCall({ from: caller })

    const carrier = await restart()
    await carrier.placeCall({ from: '+40700000002' })

    expect(carrier.counts()).toMatchObject({ calls: 2, texts: 1 })
    expect(carrier.phone(caller).calls).toMatchObject([{ sid, status: 'completed' }])
    expect(product.at('/twilio/status')).toEqual([])
    expect(carrier.journal().filter((entry) => entry.what === 'call.placed')).toHaveLength(2)
  })
})
