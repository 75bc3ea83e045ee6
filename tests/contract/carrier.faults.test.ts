import { runCommand } from '@veghe/infra/carrier/commands.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { response, startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const child = '+40700000001'

async function type(...words: string[]): Promise<string> {
  const lines: string[] = []
  const print = (line: string) => lines.push(line)
  await runCommand(words, { url: world.carrier.url, print, interrupted: new AbortController().signal })
  return lines.join('\n')
}

describe('faults of the network', () => {
  test('are set one by one and cleared together, and a wrong one is named', async () => {
    const set = await type('faults', '--stall-rest', '2', '--shuffle-ms', '300', '--unreachable', child)
    expect(JSON.parse(set)).toMatchObject({ stallRest: 2, shuffleMs: 300, unreachable: [child] })

    expect(JSON.parse(await type('faults', '--none', '--fail-rest', '1'))).toMatchObject({
      ...{ stallRest: 0, shuffleMs: 0, unreachable: [], failRest: 1 },
    })
    expect(await type('faults', '--fail-rest-with', '418')).toMatch(/^No such fault: failRestWith /)
    expect(await type('faults', '--fail-rest', 'many')).toBe('--fail-rest wants a number, not "many".')
  })

  test('a request that is not answered was carried out, or was not', async () => {
    const { carrier, client } = world
    const text = { to: child, from: carrier.account.number }
    const isLost = (isDone: boolean) =>
      carrier.seen((entry) => entry.what === 'rest.unanswered' && entry.isDone === isDone)

    carrier.faults({ muteRest: 1 })
    const done = client.messages.create({ ...text, body: 'Vă sunăm.' }).catch(() => 'no answer')
    await isLost(true)
    carrier.faults({ stallRest: 1 })
    const undone = client.messages.create({ ...text, body: 'Revenim.' }).catch(() => 'no answer')
    await isLost(false)

    expect(carrier.phone(child).texts.map(({ body }) => body)).toEqual(['Vă sunăm.'])
    expect(await Promise.all([done, undone])).toEqual(['no answer', 'no answer'])
  })

  test('webhooks that leave later by chance overtake one another, and each still arrives', async () => {
    const { carrier, product } = world
    carrier.faults({ shuffleMs: 200 })

    const bodies = Array.from({ length: 30 }, (_, at) => `mesajul ${at}`)
    await Promise.all(bodies.map((body) => carrier.sendText({ from: child, body })))

    const came = product.at('/twilio/messages').map(({ Body }) => Body)
    expect(came.toSorted()).toEqual(bodies.toSorted())
    expect(came).not.toEqual(bodies)
  })

  test('a webhook that is sent twice is answered twice, and the call goes on once', async () => {
    const { carrier, product } = world
    product.on('/twilio/voice', response('<Say>Bună ziua.</Say><Pause length="600"/>'))
    carrier.faults({ doubleWebhooks: 1 })

    const { transcript } = await carrier.placeCall({ from: child })
    await carrier.settled()

    expect(product.at('/twilio/voice')).toHaveLength(2)
    expect(transcript.map(({ text }) => text)).toEqual(['Bună ziua.'])
  })
})
