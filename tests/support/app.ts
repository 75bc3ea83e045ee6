import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '@veghe/server/audit/audit.ts'
import type { Chapter, World as ServerWorld } from '@veghe/server/platform/chapter.ts'
import type { Config } from '@veghe/server/platform/config.ts'
import type { Actor } from '@veghe/server/platform/context.ts'
import { openLog } from '@veghe/server/platform/log.ts'
import { openWeb, type Web } from '@veghe/server/platform/web.ts'
import { type Opened, openWorld } from '@veghe/server/platform/world.ts'
import type { Action } from '@veghe/shared/api.ts'
import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import { CountyCode, newId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import type { Postgres } from '../../infra/embedded/postgres.ts'
import type { Redis } from '../../infra/embedded/redis.ts'
import { inDatabase } from '../../infra/embedded/urls.ts'
import { cloneDatabase, redisFor, type TestDatabase, type TestRedis } from './engines.ts'
import { instantOf, lengthOf, nextDue, settleAll } from './passing.ts'
import { openPerson, openScreen, type Person, type Screen } from './person.ts'
import { newStaff } from './staff.ts'

/**
 * The real web process inside the test, on a database and Redis prefix of its own. Nothing happens by itself: time
 * stands still until told to pass, and then what has become due is done here, from the outbox.
 *
 * ```ts
 * const world = await startWorld({ chapters: [queueChapter] })
 * afterAll(() => world.stop())
 * const ana = await world.signIn('operator')
 * const reply = await ana.does('queue.next', {})        // throws the Refusal when refused
 * const { outcome } = await ana.tries('queue.next', {}) // 'done' or the refusal's code
 * const screen = await ana.listens()                    // a socket; screen.heard('queue.changed')
 * await world.pass('2m')                                // time passes, due jobs run
 * ```
 */
export type World = {
  /** Where the process answers, without a slash at the end. */
  url: string
  database: TestDatabase
  opened: Opened
  /** For what has no action yet: a transaction as whoever you say. */
  server: ServerWorld
  web: Web
  now: () => Date
  /** Sets the clock: `'10:00'` today, or an ISO instant. */
  at: (when: string) => void
  /** Time passes ('90s', '2m', '3h', '1d'), and everything that became due is done, in order. */
  pass: (length: string) => Promise<void>
  /** What is due now is done; the relay's rows are handed over. */
  settle: () => Promise<void>
  /** A new member of staff, signed in. Every call makes another person. */
  signIn: (roles: Role | readonly Role[], where?: { county?: string; name?: string }) => Promise<Person>
  /** Rights changed meanwhile, for the person's next request. */
  change: (person: Person, roles: readonly Role[]) => void
  /** A socket with headers of your own choice, here; rejects with the reason when not let in. */
  listenWith: (headers: Record<string, string>) => Promise<Screen>
  /** A program with a key for these actions. */
  program: (allowed: readonly Action[], where?: { county?: string }) => Promise<Person>
  stop: () => Promise<void>
}

export type WorldOptions = {
  chapters?: readonly Chapter[]
  config?: Partial<Config>
  /** Default: `noon`. */
  startsAt?: string
  /** Shares the database and Redis of another world: a second process. */
  beside?: World
  /** Engines of the test's own, to be killed and cut off. */
  on?: { postgres: Postgres; redis: Redis }
}

/** Of an ordinary Wednesday in Romania. */
export const noon = '2027-03-03T10:00:00.000Z'
const cluj = 'CJ'

/** What a second process beside the first shares with it. */
type Shared = { clock: { now: Date }; actors: Map<string, Actor> }
const sharedBy = new WeakMap<World, Shared>()

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { chapters = [], beside } = options
  const { database, redis } = await enginesFor(options)
  const { clock, actors } = (beside && sharedBy.get(beside)) ?? {
    clock: { now: new Date(options.startsAt ?? noon) },
    actors: new Map<string, Actor>(),
  }
  const config = configFor(options, { database, redis })
  const log = openLog('test', config.logLevel)
  const now = () => clock.now
  const opened = await openWorld({ config, chapters, record, log, name: 'test', clock: now })
  const parts = {
    identify: async (headers: Headers) =>
      actors.get(headers.get('cookie') ?? headers.get('authorization') ?? '') ?? null,
    signIn: async () => new Response(null, { status: 404 }),
    counties: [CountyCode.parse(cluj), CountyCode.parse('BN')],
    dist: join(import.meta.dirname, '../../client/dist'),
  }
  const web = await openWeb(opened, parts, { timers: false })
  const url = `http://127.0.0.1:${web.port}`
  const world: World = {
    ...{ url, database, opened, web, now, server: opened.world },
    ...timeOf(opened, { clock, database }),
    ...peopleOf({ url, database, actors }),
    stop: async () => {
      await web.close()
      await opened.close()
      await redis.drop()
      if (!beside) await database.drop()
      rmSync(config.dataDir, { recursive: true, force: true })
    },
  }
  sharedBy.set(world, { clock, actors })
  return world
}

async function enginesFor({
  beside,
  on,
}: WorldOptions): Promise<{ database: TestDatabase; redis: TestRedis }> {
  const drop = async () => {}
  if (beside) {
    const { redisUrl, redisPrefix } = beside.server.config
    return { database: beside.database, redis: { url: redisUrl, prefix: redisPrefix, drop } }
  }
  if (!on) return { database: await cloneDatabase(), redis: await redisFor() }
  const { ownerUrl, appUrl, authUrl, superUrl } = on.postgres
  const ours = inDatabase(superUrl, new URL(ownerUrl).pathname.slice(1))
  return {
    database: { ownerUrl, appUrl, authUrl, superUrl: ours, drop },
    redis: { url: on.redis.url, prefix: 'veghe-test', drop },
  }
}

const configFor = (
  { beside, config }: WorldOptions,
  { database, redis }: { database: TestDatabase; redis: TestRedis },
): Config => ({
  ...{ mode: 'demo', host: '127.0.0.1', port: 0, carrierPort: 0, carrierUrl: 'http://127.0.0.1:9' },
  ...{ publicUrl: 'http://localhost:1190', dataDir: join(tmpdir(), `veghe-test-${randomUUID()}`) },
  masterKey: beside?.server.config.masterKey ?? randomBytes(32),
  ...{ databaseUrl: database.appUrl, authDatabaseUrl: database.authUrl },
  ...{ redisUrl: redis.url, redisPrefix: redis.prefix },
  ...{ twilio: null, secondToken: null, allowedNumbers: [], lines: [], trunkAddresses: [] },
  ...{ cellsFile: null, callBackNumber: null },
  media: { address: null, ports: null, calls: 20, records: true },
  chats: 100,
  recordingDays: [],
  logLevel: 'silent',
  ...config,
})

function timeOf(
  opened: Opened,
  { clock, database }: { clock: Shared['clock']; database: TestDatabase },
): Pick<World, 'at' | 'pass' | 'settle'> {
  const settle = () => settleAll(opened)
  return {
    settle,
    at: (when) => {
      clock.now = instantOf(when, clock.now)
    },
    pass: async (length) => {
      const until = new Date(clock.now.getTime() + lengthOf(length))
      await settle()
      for (let due = await nextDue(database, until); due; due = await nextDue(database, until)) {
        if (due > clock.now) clock.now = due
        await settle()
      }
      clock.now = until
      await settle()
    },
  }
}

function peopleOf(at: {
  url: string
  database: TestDatabase
  actors: Shared['actors']
}): Pick<World, 'signIn' | 'change' | 'program' | 'listenWith'> {
  const { url, database, actors } = at
  return {
    signIn: async (roles, { county = cluj, name } = {}) => {
      const actor = await newStaff(database, { roles: [roles].flat(), county, name })
      const cookie = `session=${randomUUID()}`
      actors.set(cookie, actor)
      return openPerson({ url, actor, headers: { cookie, origin: url } })
    },
    change: ({ staffId }, roles) => {
      for (const [token, actor] of actors) {
        if (actor.kind === 'person' && actor.staffId === staffId)
          actors.set(token, { ...actor, roles: new Set(roles) })
      }
    },
    listenWith: (headers) => openScreen(url, headers),
    program: async (allowed, where = {}) => {
      const county = CountyCode.parse(where.county ?? cluj)
      const authorization = `Bearer ${randomUUID()}`
      actors.set(authorization, { kind: 'key', keyId: newId(), county, actions: new Set(allowed) })
      const roles: ReadonlySet<Role> = new Set()
      const nobody = { kind: 'person', staffId: newId<StaffId>(), name: 'program', county, roles } as const
      return openPerson({ url, actor: nobody, headers: { authorization } })
    },
  }
}
