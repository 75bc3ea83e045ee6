import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '@veghe/infra/carrier/commands.ts'
import type { WrittenScenario } from '@veghe/infra/carrier/scenarios/format.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  world.product.on('/twilio/voice', response('<Gather numDigits="1" timeout="600" action="/twilio/key"/>'))
  world.product.on('/twilio/key', response('<Pause length="600"/>'))
})
afterEach(() => world.stop())

async function type(words: readonly string[], interrupted = new AbortController().signal) {
  const lines: string[] = []
  const print = (line: string) => lines.push(line)
  const status = await runCommand([...words], { url: world.carrier.url, print, interrupted })
  return { status, text: lines.join('\n') }
}

function fileOf(scenario: WrittenScenario | string): string {
  const path = join(world.dir, 'own.json')
  writeFileSync(path, typeof scenario === 'string' ? scenario : JSON.stringify(scenario))
  return path
}

const child = '+40700000001'
const whole: WrittenScenario = {
  name: 'own',
  callers: [
    {
      ...{ who: 'un copil', from: child },
      does: [
        { do: 'call' },
        { do: 'wait', seconds: [100, 120] },
        { do: 'say', words: 'Alo?' },
        { do: 'press', keys: '1' },
        { do: 'hangUp' },
        { do: 'wait', seconds: 3 },
        { do: 'text', words: 'nu pot vorbi' },
        { do: 'text', words: 'mai e cineva?' },
        { do: 'call' },
        { do: 'wait', until: 'over', seconds: 300 },
      ],
    },
    {
      who: 'ascuns',
      from: 'withheld',
      count: 3,
      over: 5,
      does: [{ do: 'call' }, { do: 'wait', seconds: 2 }],
    },
  ],
}

describe('a scenario', () => {
  test('plays its callers, who ring, speak, press keys, hang up, write and call back, and says what came of them', async () => {
    const { carrier, product } = world
    const asks = response('<Gather numDigits="1" timeout="600" action="/twilio/key"/>')
    const wrote = () => product.at('/twilio/messages').length > 0
    product.on('/twilio/voice', ({ params }) =>
      params.From === child && wrote() ? response('<Hangup/>') : asks,
    )

    const played = await type(['scenario', fileOf(whole), '--speed', '2', '--seed', '5'])

    expect(played.status).toBe(0)
    expect(played.text).toMatch(/^own: \d:\d\d at speed 2, seed 5\. Ctrl-C stops it\./)
    expect(played.text).toContain('own is over after')
    expect(played.text).toContain('5 calls: 0 answered, 5 given up; 2 texts')
    expect(carrier.counts()).toMatchObject({ calls: 5, texts: 2 })
    expect(product.at('/twilio/messages').map(({ Body }) => Body)).toEqual(['nu pot vorbi', 'mai e cineva?'])
    expect(product.at('/twilio/key')).toMatchObject([{ Digits: '1', From: child }])
    await carrier.seen(() => product.at('/twilio/status').length === 5)
    const { calls } = carrier.phone(child)
    expect(calls.map(({ status }) => status)).toEqual(['completed', 'completed'])
    expect(calls[0]?.transcript.map(({ text }) => text)).toEqual(['„Alo?”', '⌨ 1'])
    expect(carrier.phone('anonymous').calls).toHaveLength(3)
  })

  test('is stopped by Ctrl-C: nobody new comes, and whoever is on the line hangs up', async () => {
    const waits: WrittenScenario['callers'] = [
      { who: 'așteaptă', from: child, count: 4, does: [{ do: 'call' }, { do: 'wait', seconds: 86_000 }] },
      { who: 'vine mult mai târziu', from: '+40700000099', at: 80_000, does: [{ do: 'call' }] },
    ]

    const ctrlC = new AbortController()
    const playing = type(['scenario', fileOf({ ...whole, callers: waits })], ctrlC.signal)
    await world.carrier.seen(() => world.carrier.counts().calls === 4)
    ctrlC.abort()

    expect((await playing).text).toContain('own is stopped, and whoever was on the line hung up, after ')
    expect(world.carrier.counts()).toMatchObject({ calls: 4 })
    expect(world.carrier.phones().flatMap(({ calls }) => calls.filter(({ endedAt }) => !endedAt))).toEqual([])
    expect(world.product.at('/twilio/status')).toHaveLength(4)
  })

  test('waits for an operator no longer than until one is there, and stays no longer than they do', async () => {
    const { carrier, client, product } = world
    product.on('/twilio/join', response('<Dial><Conference>odaia</Conference></Dial>'))
    const talks: WrittenScenario['callers'][number] = {
      ...{ who: 'vorbește', from: child },
      does: [
        { do: 'call' },
        { do: 'wait', until: 'answered', seconds: 86_000 },
        { do: 'say', words: 'Bună seara.' },
        { do: 'wait', until: 'over', seconds: 86_000 },
        { do: 'say', words: 'Mai sunteți acolo?' },
        { do: 'text', words: 'mulțumesc' },
      ],
    }
    const playing = type(['scenario', fileOf({ ...whole, callers: [talks] })])

    await carrier.seen((entry) => entry.what === 'call.status' && entry.status === 'in-progress')
    const call = client.calls(carrier.phone(child).calls[0]?.sid ?? '')
    await call.update({ url: 'https://veghe.example/twilio/join', method: 'POST' })
    await carrier.seen(({ what }) => what === 'call.said')
    await call.update({ status: 'completed' })

    expect((await playing).text).toContain('1 calls: 1 answered, 0 given up; 1 texts')
    expect((await playing).text).toContain('1 things came too late to be said or pressed')
  })

  test('switches troubles on and off again, and its callers are told of twice or refused meanwhile', async () => {
    const { carrier, client, product } = world
    const troubles: WrittenScenario['troubles'] = [
      { faults: { doubleWebhooks: 3, failRest: 100, failRestWith: 429 } },
    ]
    const callers: WrittenScenario['callers'] = [
      {
        ...{ who: 'scrie', from: child, at: 1 },
        does: [
          { do: 'text', words: 'bună' },
          { do: 'wait', seconds: 86_000 },
        ],
      },
    ]
    const ctrlC = new AbortController()
    const playing = type(['scenario', fileOf({ ...whole, callers, troubles })], ctrlC.signal)
    await carrier.seen(({ what }) => what === 'text.placed')

    await expect(client.calls.list()).rejects.toMatchObject({ status: 429, code: 20429 })
    await carrier.settled()
    ctrlC.abort()
    await playing

    expect(product.at('/twilio/messages')).toHaveLength(2)
    expect((await type(['faults'])).text).toBe(JSON.stringify(carrier.faults({})))
    expect(carrier.faults({})).toMatchObject({ doubleWebhooks: 0, failRest: 0, failRestWith: 503 })
  })

  test('runs alone, and one that is wrong or unknown is refused with a sentence', async () => {
    expect((await type(['scenario', fileOf('{"name": "own"')])).text).toMatch(/^The scenario is no JSON: /)
    expect(await type(['scenario', fileOf({ ...whole, callers: [] })])).toMatchObject({
      ...{ status: 1, text: expect.stringContaining('The scenario is wrong on line 1, callers: ') },
    })
    expect((await type(['scenario', 'dance'])).text).toMatch(
      /^There is no scenario "dance": choose quiet-night, /,
    )
    expect((await type(['scenario', 'storm', '--speed', 'fast'])).text).toBe(
      '--speed wants a number, not "fast".',
    )
    expect((await type(['scenario', join(world.dir, 'none.json')])).text).toContain('cannot be read')

    const first = new AbortController()
    const playing = type(['scenario', 'quiet-night'], first.signal)
    await world.carrier.seen(({ what }) => what === 'call.placed')
    expect((await type(['scenario', 'storm'])).text).toBe('"quiet-night" is running: stop it first.')
    expect((await type(['scenario'])).text).toContain('\nNow: 0:')
    first.abort()
    expect((await playing).text).toContain('quiet-night is stopped')
  })

  test('alone the command lists what there is, in a sentence each', async () => {
    const { text } = await type(['scenario'])

    for (const name of ['quiet-night', 'storm', 'prank-wave', 'prank-wave-danger'])
      expect(text).toMatch(new RegExp(`^${name}  \\(\\d+:\\d\\d, \\d+ callers\\)\n  [A-Z].+\\.$`, 'm'))
  })
})
