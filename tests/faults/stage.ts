import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type CarrierAccount, carrierAccount } from '../../infra/carrier/account.ts'
import { startEngines } from '../../infra/embedded/engines.ts'
import { removePlace, sweepTemporaryPlaces, temporaryPlace } from '../../infra/embedded/places.ts'
import { freePort } from '../../infra/embedded/ports.ts'
import type { Postgres } from '../../infra/embedded/postgres.ts'
import type { Redis } from '../../infra/embedded/redis.ts'
import { type DatabaseUrls, inDatabase } from '../../infra/embedded/urls.ts'
import { demoMasterKey, environmentFor } from '../../infra/settings.ts'
import { makeDatabase, makeTemplate } from '../support/databases.ts'
import { type Desk, openDesk } from './desk.ts'
import { openProcess } from './process.ts'
import { settings } from './settings.ts'
import { signIn, totpNow } from './sign-in.ts'

/**
 * What all drills share: engines of their own with the disk waited for, and a database with people in it, of which
 * every drill gets a copy.
 */
export type Stage = {
  place: string
  postgres: Postgres
  redis: Redis
  account: CarrierAccount
  /** Signed-in staff of Cluj; their cookies open every copy of the database. */
  staff: Staff
  /** Where webs listen, and the carrier. The first is the public one. */
  webPorts: readonly [number, number]
  carrierPort: number
  /** A migrated database with that staff. */
  copyDatabase: (name: string) => Promise<DatabaseUrls & { superUrl: string }>
  environment: (addresses: Addresses) => NodeJS.ProcessEnv
  close: () => Promise<void>
}

export type Addresses = {
  port: number
  appUrl: string
  authUrl: string
  redisUrl: string
  dataDir: string
}

export type Member = { name: string; cookie: string }
export type Staff = {
  operators: Member[]
  responders: Member[]
  officer: Member
  manager: Member
  /** Whoever only looks, each with a session of their own, as many as ever come at once. */
  onlookers: Member[]
}

const template = 'veghe_faults_template'
const operatorsWanted = 8
const atOnce = 4

export async function openStage(say: (line: string) => void): Promise<Stage> {
  await sweepTemporaryPlaces('faults')
  const place = temporaryPlace('faults')
  const { postgres, redis } = await startEngines({ dir: place, durable: true, env: {}, say })
  const account = carrierAccount(place)
  const masterKeyFile = demoMasterKey(place)
  const [publicPort, otherPort, carrierPort] = [await freePort(), await freePort(), await freePort()]
  const environment = ({ port, ...urls }: Addresses): NodeJS.ProcessEnv => {
    const parts = {
      mode: 'demo',
      port,
      carrierPort,
      standIn: true,
      publicUrl: addressOf(publicPort),
    } as const
    mkdirSync(urls.dataDir, { recursive: true })
    copyFileSync(join(place, 'carrier.json'), join(urls.dataDir, 'carrier.json'))
    return environmentFor(parts, urls, { ...ownEnvironment(), VEGHE_MASTER_KEY_FILE: masterKeyFile })
  }
  await makeTemplate(postgres, template)
  const urls = inTemplate(postgres)
  const dataDir = join(place, 'template')
  const env = environment({ ...urls, port: publicPort, redisUrl: redis.url, dataDir })
  const web = openProcess({ name: 'web', env, logFile: join(dataDir, 'logs/web.log') })
  await web.start()
  const staff = await hire({ url: addressOf(publicPort), dataDir })
  await web.stop()
  return {
    ...{ place, postgres, redis, account, staff, carrierPort, environment },
    webPorts: [publicPort, otherPort],
    copyDatabase: async (name) => {
      await makeDatabase(postgres, { name, template })
      return inDatabaseOf(postgres, name)
    },
    close: async () => {
      await Promise.all([postgres.stop(), redis.stop()])
      await removePlace(place)
    },
  }
}

export const addressOf = (port: number): string => `http://127.0.0.1:${port}`

const inDatabaseOf = (postgres: Postgres, name: string) => ({
  superUrl: inDatabase(postgres.superUrl, name),
  ownerUrl: inDatabase(postgres.ownerUrl, name),
  appUrl: inDatabase(postgres.appUrl, name),
  authUrl: inDatabase(postgres.authUrl, name),
})
const inTemplate = (postgres: Postgres) => inDatabaseOf(postgres, template)

/** Nothing of the shell's that could point the product at engines which are not ours to break. */
const ownEnvironment = (): Record<string, string | undefined> => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
})

const DemoSignIns = z.array(
  z.object({
    name: z.string(),
    email: z.string(),
    password: z.string(),
    roles: z.array(z.string()),
    county: z.string(),
    secondFactor: z.string().optional(),
  }),
)
type DemoSignIn = z.infer<typeof DemoSignIns>[number]

/** The demo's staff and some more operators, made by the administrator as in life. */
async function hire({ url, dataDir }: { url: string; dataDir: string }): Promise<Staff> {
  const known = DemoSignIns.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  const cluj = known.filter(({ county }) => county === 'CJ')
  const enter = async (one: DemoSignIn | undefined): Promise<Member> => {
    if (!one) throw new Error('The demo lacks somebody the drills need.')
    const code = one.secondFactor && totpNow(one.secondFactor)
    return { name: one.name, cookie: await signIn(url, { ...one, code }) }
  }
  const withRole = (role: string) => cluj.filter(({ roles }) => roles.includes(role))
  const administrator = openDesk(await enter(withRole('administrator')[0]), {
    urls: () => [url],
    origin: url,
  })
  const operators = await Promise.all(withRole('operator').map(enter))
  for (let count = operators.length; count < operatorsWanted; count++)
    operators.push(await addOperator(administrator, { url, count }))
  const onlookers = await sendIn(url, [...withRole('operator'), ...withRole('manager')])
  return {
    onlookers,
    operators,
    responders: await Promise.all(withRole('responder').map(enter)),
    officer: await enter(cluj.find(({ roles }) => roles.join() === 'duty_officer')),
    manager: await enter(withRole('manager')[0]),
  }
}

/** They come from several houses: a single one may not sign in so often. */
async function sendIn(url: string, people: readonly DemoSignIn[]): Promise<Member[]> {
  const onlookers: Member[] = []
  const places = Array.from({ length: settings.storm }, (_, at) => at).values()
  const enterAll = async () => {
    for (const at of places) {
      const person = people[at % people.length]
      if (!person) throw new Error('The demo lacks somebody the drills need.')
      const cookie = await signIn(url, person, `127.0.1.${1 + (at % housesOf(settings.storm))}`)
      onlookers.push({ name: person.name, cookie })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, enterAll))
  return onlookers
}

const housesOf = (screens: number): number => Math.ceil(screens / 50)

async function addOperator(
  administrator: Desk,
  { url, count }: { url: string; count: number },
): Promise<Member> {
  const email = `operator.${count}@veghe.example`
  const name = `Operator ${count}`
  const added = await administrator.does('identity.addStaff', { name, email, roles: ['operator'] })
  return { name, cookie: await signIn(url, { email, password: added.firstPassword }) }
}
