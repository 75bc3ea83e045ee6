import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { runCommand } from '@veghe/infra/carrier/commands.ts'
import { falseAlarms, inDanger } from '@veghe/infra/carrier/scenarios/prank-texts.ts'
import { trapTexts } from '@veghe/infra/carrier/scenarios/prank-wave.ts'
import { reportingChapter } from '@veghe/server/reporting/reporting.api.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import { defaultHeadStarts } from '@veghe/shared/queue/queue.rules.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { World } from '../support/app.ts'
import { deskChapters } from '../support/desk.ts'
import { queueOf } from '../support/line.ts'
import { startWithNetwork } from '../support/network.ts'
import { operators } from '../support/queue.ts'

let world: World
let network: Carrier
beforeEach(async () => {
  // Five minutes of the network in nine seconds.
  const started = await startWithNetwork({ chapters: [...deskChapters, reportingChapter] }, { paceMs: 30 })
  world = started.world
  network = started.network
})
afterEach(async () => {
  await world.stop()
  await network.stop()
})

/** As typed at a terminal. The product's clock goes with the scenario's, text by text. */
async function plays(scenario: string, { texts }: { texts: number }): Promise<string> {
  const lines: string[] = []
  const interrupted = new AbortController().signal
  const terminal = { url: network.url, print: (line: string) => void lines.push(line), interrupted }
  const began = world.now().getTime()
  const playing = runCommand(['scenario', scenario], terminal)
  const known = new Set<string>()
  while (known.size < texts) {
    const placed = await network.seen(
      (entry) => entry.what === 'text.placed' && !known.has(entry.sid),
      60_000,
    )
    if (placed.what === 'text.placed') known.add(placed.sid)
    const elapsed = network.stage.progress()?.elapsed ?? 0
    world.at(new Date(began + elapsed * 1000).toISOString())
  }
  expect(await playing).toBe(0)
  await network.settled()
  await world.settle()
  return lines.join('\n')
}

const waitingIn = (queue: readonly QueueEntry[]) => queue.filter(({ state }) => state === 'waiting')
const openings = (entries: readonly QueueEntry[]) => entries.map(({ opening }) => opening ?? '').toSorted()

/** What the network counted against where each of it stands now. */
async function ledger() {
  const dana = await world.signIn('manager')
  const { calls, texts } = network.counts()
  const ever = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') }
  return { came: calls + texts, ...(await dana.asks('reporting.ledger', ever)) }
}

test('in a wave of 200 the three in danger stand first, nobody is lost, and a figure of speech gains nothing', async () => {
  const said = await plays('prank-wave', { texts: 80 })
  expect(said).toContain('120 calls: 0 answered, 120 given up; 80 texts')

  const waiting = waitingIn(await queueOf(world))
  expect(openings(waiting.slice(0, 3))).toEqual(inDanger.toSorted())
  expect(openings(waiting)).toHaveLength(80)
  const hasGained = ({ score, receivedAt }: QueueEntry) =>
    score !== receivedAt.getTime() - defaultHeadStarts.message
  expect(openings(waiting.filter(hasGained))).toEqual(inDanger.toSorted())
  expect(openings(waiting.filter(({ opening }) => trapTexts.includes(opening ?? '')))).toEqual(
    trapTexts.toSorted(),
  )

  await world.pass('1h')
  expect(await ledger()).toMatchObject({
    ...{ came: 200, carrierCount: 200, waiting: 80, openWithOwner: 120, lost: 0 },
    ...{ answered: 0, recovered: 0, closedWithReason: 0 },
  })
  const [ana] = await operators(world, 1)
  const callBacks = (await ana?.asks('queue.callBacks', {})) ?? []
  expect(callBacks.filter(({ state, cause }) => state === 'open' && cause === 'abandoned')).toHaveLength(120)

  for (const at of [0, 1, 2]) {
    const [next] = await operators(world, 1)
    const { contactId } = (await next?.does('queue.next', {})) ?? {}
    expect(contactId).toBe(waiting[at]?.id)
  }
})

test('twenty pranks in true words of danger are each served to somebody, and none is closed by itself or by one person', async () => {
  await plays('prank-wave-danger', { texts: 100 })

  const before = waitingIn(await queueOf(world))
  expect(openings(before.slice(0, 23))).toEqual([...inDanger, ...falseAlarms].toSorted())
  await world.pass('1h')
  expect(await ledger()).toMatchObject({
    ...{ came: 220, carrierCount: 220, waiting: 100, openWithOwner: 120, lost: 0, closedWithReason: 0 },
  })

  const opened: string[] = []
  for (const each of await operators(world, 23)) {
    const { contactId } = await each.does('queue.next', {})
    const { messages, closedAt } = await each.asks('intake.contact', { contactId })
    expect(closedAt).toBeNull()
    opened.push(...messages.map(({ text }) => text))
    const isPrank = messages.some(({ text }) => falseAlarms.includes(text))
    if (!isPrank) continue
    expect(await each.does('triage.dispose', { contactId, disposition: 'Z-04' })).toMatchObject({
      state: 'proposed',
    })
  }
  expect(opened.toSorted()).toEqual([...inDanger, ...falseAlarms].toSorted())
  expect(await ledger()).toMatchObject({ inHand: 23, waiting: 77, openWithOwner: 120, lost: 0 })
})
