import { reconcile } from '@veghe/server/queue/order.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { list } from '@veghe/server/queue/queue.redis.ts'
import { callEnded, newMessage } from '@veghe/server/queue/queue.ts'
import { type ContactId, CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { servedFirst } from '@veghe/shared/queue/queue.rules.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { type Chance, chance } from '../support/chance.ts'
import type { Person } from '../support/person.ts'
import { arrives, finishes, listens, operators, windowOf } from '../support/queue.ts'

const county = CountyCode.parse('CJ')
const carrier = { kind: 'carrier', county } as const

type Desk = {
  world: World
  staff: Person[]
  duty: Person
  alive: Set<ContactId>
  is: Chance
}

const board = (desk: Desk) => desk.duty.asks('queue.board', {})
const heldBy = (entries: readonly QueueEntry[], who: Person) =>
  entries.find(({ state, holder }) => state === 'held' && holder?.staffId === who.staffId)

async function arrival({ world, alive, is }: Desk): Promise<void> {
  const live = is.below(2) === 0
  const isDangerous = is.below(4) === 0
  const hint = isDangerous ? { raiseTo: 'P0' as const, category: 'W5', words: 'mă bate acum' } : null
  alive.add(await arrives(world, { live, ago: is.below(900), hint }))
}

const steps: Record<string, (desk: Desk) => Promise<void>> = {
  arrival,
  rush: async (desk) => {
    await Promise.all([arrival(desk), arrival(desk), arrival(desk)])
  },
  everybodyAsks: async ({ staff }) => {
    await Promise.all(staff.map((one) => one.tries('queue.next', {})))
  },
  asksTwice: async ({ staff, is }) => {
    const one = is.one(staff)
    await Promise.all([one?.tries('queue.next', {}), one?.tries('queue.next', {})])
  },
  release: async (desk) => {
    const who = desk.is.one(desk.staff)
    const held = who && heldBy(await board(desk), who)
    if (held) await who.does('queue.release', { contactId: held.id, reason: 'technical' })
  },
  finish: async (desk) => {
    for (const { id, state } of await board(desk))
      if (state === 'held' && desk.is.below(2) === 0) await finishes(desk.world, id)
  },
  hangUp: async (desk) => {
    const call = desk.is.one((await board(desk)).filter(({ live }) => live))
    if (!call) return
    const end = () => desk.world.server.transact(carrier, (ctx) => callEnded(ctx, { contactId: call.id }))
    await Promise.all([end(), end(), desk.is.one(desk.staff)?.tries('queue.next', {})])
  },
  writeAgain: async (desk) => {
    const one = desk.is.one(await board(desk))
    if (!one || one.ending === 'finished') return
    await desk.world.server.transact(carrier, (ctx) =>
      newMessage(ctx, { contactId: one.id, hint: null, opening: 'ajutor' }),
    )
  },
  reassign: async (desk) => {
    const held = desk.is.one((await board(desk)).filter(({ state }) => state !== 'ended'))
    const to = desk.is.one(desk.staff)
    if (held && to)
      await desk.duty.tries('queue.reassign', { contactId: held.id, version: held.version, to: to.staffId })
  },
  screenDies: async ({ world, staff, is }) => {
    const who = is.one(staff)
    if (!who) return
    const screen = windowOf(world, who)
    await screen.beats()
    await screen.closes()
    await listens(world, 21)
  },
  redisForgets: async ({ world }) => {
    const keys = await world.server.redis.keys(`${world.server.redisPrefix}:{CJ}:queue:*`)
    if (keys.length > 0) await world.server.redis.del(...keys)
  },
  timePasses: async ({ world, is }) => world.pass(`${1 + is.below(30)}s`),
}

/** Lost or doubled: the two things that must never be. */
async function nothingLostNothingDoubled(desk: Desk, told: string): Promise<void> {
  const entries = await board(desk)
  const callBacks = await desk.duty.asks('queue.callBacks', {})
  const here = new Set(entries.map(({ id }) => id))
  for (const id of desk.alive) expect(here.has(id), `${told}: ${id} is lost`).toBe(true)
  desk.alive = new Set(entries.flatMap(({ id, state }) => (state === 'ended' ? [] : [id])))
  for (const { id, ending } of entries) {
    if (ending !== 'abandoned') continue
    const owned = callBacks.some(({ contactId }) => contactId === id)
    expect(owned, `${told}: ${id} is nobody’s`).toBe(true)
  }
  const holders = entries.flatMap(({ state, holder }) => (state === 'held' && holder ? [holder.staffId] : []))
  expect(new Set(holders).size, `${told}: two in one hand`).toBe(holders.length)
  const busy = (await desk.duty.asks('queue.operators', {})).filter(({ contactId }) => contactId)
  expect(busy.map(({ id }) => id).toSorted(), `${told}: operators`).toEqual(holders.toSorted())
}

/** Whatever happened, Redis says what Postgres says once both had their round. */
async function sameOrder(desk: Desk, told: string): Promise<void> {
  await desk.world.settle()
  await reconcile(desk.world.server)
  const waiting = (await board(desk)).filter(({ state }) => state === 'waiting').toSorted(servedFirst)
  const inRedis = (await list(desk.world.server, county)).map(({ contactId }) => contactId)
  expect(inRedis, told).toEqual(waiting.map(({ id }) => id))
}

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [queueChapter] })
})
afterAll(() => world.stop())

const stepsInAStory = 25

test.for([1, 2, 3, 4, 5, 6])(
  'whatever happens, nobody is lost and nobody is served twice (seed %i)',
  { timeout: 30_000 },
  async (seed) => {
    const is = chance(seed)
    const desk = {
      world,
      staff: await operators(world, 4),
      duty: await world.signIn('duty_officer'),
      alive: new Set<ContactId>(),
      is,
    }
    const names = Object.keys(steps)
    for (let step = 0; step < stepsInAStory; step++) {
      const name = is.one(names) ?? 'arrival'
      await steps[name]?.(desk)
      await nothingLostNothingDoubled(desk, `seed ${seed}, step ${step}: ${name}`)
    }
    await sameOrder(desk, `seed ${seed}`)

    const served: ContactId[] = []
    const [ana] = desk.staff
    for (const { id, state } of await board(desk)) if (state === 'held') await finishes(world, id)
    await world.settle()
    const due = (await board(desk)).filter(({ state }) => state === 'waiting').toSorted(servedFirst)
    for (const _ of due) {
      const { contactId } = (await ana?.does('queue.next', {})) ?? {}
      if (contactId) served.push(contactId)
      if (contactId) await finishes(world, contactId)
    }
    expect(served).toEqual(due.map(({ id }) => id))
    expect(await ana?.tries('queue.next', {})).toMatchObject({ outcome: 'queue_empty' })
  },
)
