import type { Carrier } from '@veghe/infra/carrier/carrier.ts'
import { chapters } from '@veghe/server/chapters.ts'
import { afterAll, beforeAll } from 'vitest'
import { startWorld, type World, type WorldOptions } from './app.ts'
import { type Line, openLine } from './line.ts'
import { startWithNetwork } from './network.ts'

/** What the tests of one file stand on, from its first hook to its last. */
export type AtTheLine = {
  readonly world: World
  /** The carrier's requests to this world. */
  readonly line: Line
  /** The number of somebody who has not been in touch yet. */
  someone: () => string
}

/** Of all chapters, unless said otherwise. */
export function worldForThisFile(options: WorldOptions = {}): AtTheLine {
  const started: { world?: World; line?: Line } = {}
  beforeAll(async () => {
    started.world = await startWorld({ chapters, ...options })
    started.line = openLine(started.world)
  })
  afterAll(() => started.world?.stop())
  return {
    get world() {
      return standing(started.world)
    },
    get line() {
      return standing(started.line)
    },
    someone: numbers(),
  }
}

export type InANetwork = AtTheLine & {
  readonly network: Carrier
  /** What was asked and reported has been carried out on both sides. */
  settles: () => Promise<void>
  /** Whoever calls has heard all that is said to them before somebody answers. */
  greeted: (sid: string) => Promise<void>
}

/** The same, with a telephone network that brings its callers. */
export function networkForThisFile({
  paceMs = 5,
  ...options
}: { paceMs?: number } & Pick<WorldOptions, 'config'> = {}): InANetwork {
  const started: { world?: World; line?: Line; network?: Carrier } = {}
  beforeAll(async () => {
    // The network tells its own time; a product that lives before it sees all of the network's list as recent.
    const startsAt = '2020-01-01T10:00:00.000Z'
    const { world, network } = await startWithNetwork({ chapters, startsAt, ...options }, { paceMs })
    Object.assign(started, { world, network, line: openLine(world) })
  })
  afterAll(async () => {
    await started.world?.stop()
    await started.network?.stop()
  })
  const settles = async () => {
    await standing(started.network).settled()
    await standing(started.world).settle()
    await standing(started.network).settled()
  }
  return {
    get world() {
      return standing(started.world)
    },
    get line() {
      return standing(started.line)
    },
    get network() {
      return standing(started.network)
    },
    someone: numbers(),
    settles,
    greeted: async (sid) => {
      await standing(started.network).seen(
        (entry) =>
          entry.what === 'webhook.answered' && entry.url.includes('/twilio/wait') && entry.sid === sid,
      )
      await settles()
    },
  }
}

function standing<T>(part: T | undefined): T {
  if (!part) throw new Error('The world of this file has not started.')
  return part
}

function numbers(): () => string {
  let numbered = 1_000
  return () => `+4070002${++numbered}`
}
