import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { record } from '@veghe/server/audit/audit.ts'
import { directoryChapter } from '@veghe/server/directory/directory.api.ts'
import * as identity from '@veghe/server/identity/identity.ts'
import { type Identity, openIdentity } from '@veghe/server/identity/open.ts'
import type { Config } from '@veghe/server/platform/config.ts'
import type { Actor } from '@veghe/server/platform/context.ts'
import { openLog } from '@veghe/server/platform/log.ts'
import { openWeb } from '@veghe/server/platform/web.ts'
import { type Opened, openWorld } from '@veghe/server/platform/world.ts'
import type { Role } from '@veghe/shared/identity/identity.codes.ts'
import { CountyCode, type StaffId } from '@veghe/shared/kernel/ids.ts'
import { cloneDatabase, redisFor } from './engines.ts'

const publicUrl = 'http://localhost:1190'

/** The real front door: cookies, passwords and keys, where other tests say who somebody is. */
export async function openDoor(config: Partial<Config> = {}) {
  const database = await cloneDatabase()
  const redis = await redisFor()
  const clock = { now: new Date('2027-03-03T10:00:00.000Z') }
  const settings: Config = {
    ...{ mode: 'demo', host: '127.0.0.1', port: 0, carrierPort: 0, carrierUrl: 'http://127.0.0.1:9' },
    ...{ publicUrl, dataDir: join(tmpdir(), `veghe-test-${randomUUID()}`), masterKey: randomBytes(32) },
    ...{ databaseUrl: database.appUrl, authDatabaseUrl: database.authUrl },
    ...{ redisUrl: redis.url, redisPrefix: redis.prefix, logLevel: 'silent' },
    ...{ twilio: null, secondToken: null, allowedNumbers: [], lines: [], trunkAddresses: [] },
    ...{ cellsFile: null, callBackNumber: null },
    media: { address: null, ports: null, calls: 20, records: true },
    chats: 100,
    recordingDays: [],
    ...config,
  }
  const now = () => clock.now
  const identity = openIdentity(settings, now)
  const opened = await openWorld({
    ...{ config: settings, record, name: 'test', clock: now, log: openLog('test', 'silent') },
    chapters: [identity.chapter, directoryChapter],
  })
  const parts = { counties: [CountyCode.parse('CJ')], dist: tmpdir() }
  const web = await openWeb(
    opened,
    { ...identity.serve(opened.world, opened.lookers), ...parts },
    { timers: false },
  )
  const url = `http://127.0.0.1:${web.port}`
  return {
    ...{ url, opened, identity, database, clock },
    hire: (person: Hired) => hire(opened, identity, person),
    knock: (door: string, body: unknown, cookie = '') => knock(`${url}/api/auth${door}`, body, { cookie }),
    ask: (action: string, body: unknown, headers: Record<string, string> = {}) =>
      knock(`${url}/api/${action}`, body, headers),
    stop: async () => {
      await web.close()
      await Promise.all([opened.close(), identity.close()])
      await redis.drop()
      await database.drop()
    },
  }
}

type Hired = { email: string; password: string; roles: Role[]; county?: string; phone?: string }

async function hire({ world }: Opened, { accounts }: Identity, person: Hired): Promise<StaffId> {
  const county = CountyCode.parse(person.county ?? 'CJ')
  const { email, password, roles } = person
  const staffId = await accounts.createAccount({ name: 'Ana Pop', email, password, now: world.now() })
  if (!staffId) throw new Error('This address is taken.')
  const actor: Actor = { kind: 'person', staffId, name: 'Ana Pop', county, roles: new Set(roles) }
  await world.transact(actor, (ctx) => identity.join(ctx, staffId, person))
  return staffId
}

async function knock(url: string, body: unknown, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl, ...headers },
    body: JSON.stringify(body),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const text = await response.text()
  const answer: unknown = text ? JSON.parse(text) : null
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : null
  return { status: response.status, cookie, code, answer }
}
