import { randomInt } from 'node:crypto'
import { openConsoles } from '../consoles.ts'
import { type Drill, inWorld, type Result, settled } from '../drill.ts'
import * as by from '../post.ts'
import { secondsToRecover } from '../recovery.ts'
import type { World } from '../world.ts'

const screens = 20
const rounds = 60
const mostCopies = 50

/** The same call or text is told of two to fifty times at the same instant, to two webs. */
const duplicates: Drill = {
  name: 'duplicate-webhooks',
  run: (stage) =>
    inWorld(stage, { webs: 2 }, async (world): Promise<Result> => {
      const consoles = await openConsoles(world, screens)
      const broken: string[] = []
      let sent = 0
      for (let round = 0; round < rounds; round++) {
        const copies = randomInt(2, mostCopies + 1)
        sent += copies
        const request = requestOf(world, round)
        const answers = await Promise.all(
          Array.from({ length: copies }, (_, turn) => by.post(world, request, turn)),
        )
        const words = new Set(answers.map(({ status, body }) => `${status} ${body}`))
        if (words.size !== 1 || !answers.every(({ status }) => status === 200))
          broken.push(`round ${round}: ${[...words].join(' / ')}`)
      }
      const recoverySeconds = await secondsToRecover(world, consoles)
      const ledger = await settled(world, { consoles })
      return { ledger, recoverySeconds, figures: { rounds, sent }, broken }
    }),
}

function requestOf(world: World, round: number): by.Posted {
  const from = `+40728${100_000 + round}`
  return round % 2 === 0
    ? by.arrival(by.newCall(world, from))
    : by.message(by.newText(world, from, `Întrebare ${round}`))
}

/** Five reports about one call, in each of the 120 orders. */
const shuffled: Drill = {
  name: 'shuffled-callbacks',
  run: (stage) =>
    inWorld(stage, {}, async (world): Promise<Result> => {
      const consoles = await openConsoles(world, screens)
      const orders = ordersOf([0, 1, 2, 3, 4])
      const broken: string[] = []
      for (const [run, order] of orders.entries()) {
        const leg = by.newCall(world, `+40729${100_000 + run}`)
        const told = storyOf(leg, new Date())
        for (const at of order) {
          const { status } = await by.post(world, told[at] ?? by.arrival(leg))
          if (status >= 300) broken.push(`${order.join('')}: answered ${status}`)
        }
      }
      const recoverySeconds = await secondsToRecover(world, consoles)
      const ends = await endsOf(world)
      if (ends.length !== 1) broken.push(`${ends.length} different ends: ${ends.join(' / ')}`)
      const ledger = await settled(world, { consoles })
      return { ledger, recoverySeconds, figures: { orders: orders.length, ends: ends.length }, broken }
    }),
}

function storyOf(leg: ReturnType<typeof by.newCall>, from: Date): by.Posted[] {
  const after = (seconds: number) => new Date(from.getTime() + seconds * 1000)
  return [
    by.arrival(leg),
    by.report(leg, 'initiated', 0, after(-4)),
    by.report(leg, 'ringing', 1, after(-3)),
    by.report(leg, 'in-progress', 2, after(-2)),
    by.report(leg, 'completed', 3, after(-1)),
  ]
}

/** In how many different ways these calls stand here now. One, whatever the order was. */
async function endsOf({ sql }: World): Promise<string[]> {
  const rows = await sql<{ stands: string }>(`
    select distinct concat_ws(' ', c.call_state, c.outcome, e.state, e.ending, e.live, b.state, b.cause,
      (select string_agg(kind, ',' order by kind) from facts f where f.contact_id = c.id),
      (select count(*) from calls r where r.call_sid = c.call_sid)) as stands
    from contacts c join entries e on e.contact_id = c.id left join call_backs b on b.contact_id = c.id
    where c.channel = 'voice'`)
  return rows.map(({ stands }) => stands)
}

function ordersOf<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, at) =>
    ordersOf(values.filter((_, other) => other !== at)).map((rest) => [value, ...rest]),
  )
}

export const webhookDrills: readonly Drill[] = [duplicates, shuffled]
