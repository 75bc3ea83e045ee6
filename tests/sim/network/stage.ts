import { intakeChapter } from '@veghe/server/intake/intake.api.ts'
import { oncallChapter } from '@veghe/server/oncall/oncall.api.ts'
import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { telephonyChapter } from '@veghe/server/telephony/telephony.api.ts'
import { triageChapter } from '@veghe/server/triage/triage.api.ts'
import pg from 'pg'
import { startWorld, type World, type WorldOptions } from '../../support/app.ts'
import { type Line, openLine } from '../../support/line.ts'
import type { Person } from '../../support/person.ts'
import { operator, windowOf } from '../../support/queue.ts'
import { openRest, type Rest } from './rest.ts'

/** Where stories are played: the product, whole, and a network of our own around it. */
export type Stage = {
  world: World
  line: Line
  rest: Rest
  desks: Desk[]
  /** As a superuser sees it, past row-level security. */
  sql: <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>
  close: () => Promise<void>
}

export type Desk = {
  who: Person
  county: string
  window: ReturnType<typeof windowOf>
  /** Somebody sits there and their screen says so. */
  isManned: boolean
}

/** Calls through the trunk of this region belong to another county than the number called. */
export const region = { name: 'REG-07', county: 'BN' }
const border = '203.0.113.10'
const posts = ['CJ', 'CJ', region.county]

const mostLooks = 5

/**
 * A worker looks again and again, so that one look which Redis did not answer in time delays its work and loses none
 * of it. Here a look is had when the story says so: it has to be had again.
 */
async function patiently(look: () => Promise<void>): Promise<void> {
  for (let looks = 1; ; looks++) {
    try {
      return await look()
    } catch (error) {
      const isSlow = error instanceof Error && error.message === 'Command timed out'
      if (!isSlow || looks === mostLooks) throw error
    }
  }
}

const patient = (world: World): World => ({
  ...world,
  settle: () => patiently(world.settle),
  pass: (length) => patiently(() => world.pass(length)),
})

/** A screen that could not be noted says so again in a second. */
const patientWindow = ({ beats, closes }: ReturnType<typeof windowOf>): ReturnType<typeof windowOf> => ({
  beats: (contactId) => patiently(async () => beats(contactId)),
  closes: () => patiently(async () => closes()),
})

export async function openStage(options: WorldOptions = {}): Promise<Stage> {
  const rest = await openRest()
  const world = await startWorld({
    ...options,
    chapters: [intakeChapter, queueChapter, triageChapter, oncallChapter, telephonyChapter],
    config: {
      ...{ carrierUrl: rest.url, lines: [`${region.name}=${region.county}`], trunkAddresses: [border] },
      ...options.config,
    },
  })
  const truth = new pg.Pool({ connectionString: world.database.superUrl, max: 1 })
  const desks: Desk[] = []
  for (const county of posts) {
    const who = await operator(world, { county })
    desks.push({ who, county, window: patientWindow(windowOf(world, who)), isManned: true })
  }
  return {
    ...{ world: patient(world), rest, desks, line: openLine(world) },
    sql: async <R extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await truth.query<R>(text, values)).rows,
    close: async () => {
      await truth.end()
      await world.stop()
      rest.close()
    },
  }
}
