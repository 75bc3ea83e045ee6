import { createServer, request, type Server } from 'node:http'
import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import { chapters } from '@veghe/server/chapters.ts'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { type Line, nobodyWaits, openLine, queueOf } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import { operator } from '../support/queue.ts'

let world: World
let network: Carrier
let line: Line
let road: Road
beforeAll(async () => {
  road = await openRoad()
  const started = await startWithNetwork({
    ...{ chapters, startsAt: '2020-01-01T10:00:00.000Z' },
    config: { carrierUrl: road.url },
  })
  world = started.world
  network = started.network
  road.leadsTo(network.url)
  line = openLine(world)
})
afterAll(async () => {
  await world.stop()
  await network.stop()
  road.close()
})

describe('while the database cannot answer', () => {
  let holder: pg.Client
  afterEach(() => holder.end())

  /** Somebody else keeps the table for longer than a caller can be kept waiting. */
  async function heldUp() {
    holder = new pg.Client(world.database.superUrl)
    await holder.connect()
    await holder.query('begin; lock table contacts in access exclusive mode')
  }

  test('a caller is not told to wait for what was not written down, and the fallback keeps them', async () => {
    const leg = line.call('+40700005001')
    await heldUp()

    const refused = await line.posts(line.arrival(leg))
    const kept = await line.posts({ ...line.arrival(leg), path: '/twilio/fallback' })
    const showed = line.arrival({ ...line.call('+40700005009'), to: CALL_BACK_NUMBER })
    const neutral = await line.posts({ ...showed, path: '/twilio/fallback' })

    expect(refused).toEqual({ status: 503, body: '' })
    expect(kept).toMatchObject({ status: 200, body: expect.stringContaining('<Redirect>/twilio/voice') })
    await holder.query('rollback')
    expect((await queueOf(world)).filter(({ callerDigits }) => callerDigits === '001')).toEqual([])

    // Whoever calls the number that a call-back showed is told of no line even then.
    expect(kept.body).toContain('119')
    expect(neutral.body).not.toContain('119')

    expect((await line.posts(line.arrival(leg))).body).toContain('<Enqueue')
    expect((await queueOf(world)).filter(({ callerDigits }) => callerDigits === '001')).toHaveLength(1)
  })
})

describe('when the network took what it was asked for and its answer was lost', () => {
  test('the text is found with it and not sent a second time', async () => {
    await nobodyWaits(world)
    const from = '+40700005002'
    await network.sendText({ from, body: 'alo' })
    await world.settle()
    const ana = await operator(world)
    await world.pass('1s')
    const { contactId } = await ana.does('queue.next', {})
    road.losesNextAnswerTo('POST')
    network.faults({ failWebhooks: 1000 })

    await ana.does('intake.reply', { contactId, text: 'Sunt aici.' })
    await world.pass('1m')

    network.faults({ failWebhooks: 0 })
    const sent = network.phone(from).texts.filter(({ direction }) => direction === 'outbound-api')
    expect(sent).toHaveLength(1)
    expect(road.lost).toBe(1)
    await world.pass('2m')
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.find(({ direction }) => direction === 'out')?.status).toBe('delivered')
  })
})

/** The way to the network's REST API, on which an answer can get lost. */
type Road = {
  url: string
  lost: number
  leadsTo: (url: string) => void
  losesNextAnswerTo: (method: string) => void
  close: () => void
}

async function openRoad(): Promise<Road> {
  let target = ''
  let losing = ''
  const server: Server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const onward = request(target + url, { method, headers }, (answer) => {
      if (method === losing) {
        losing = ''
        road.lost += 1
        answer.resume().on('end', () => incoming.socket.destroy())
        return
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const road: Road = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    lost: 0,
    leadsTo: (url) => {
      target = url
    },
    losesNextAnswerTo: (method) => {
      losing = method
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return road
}
