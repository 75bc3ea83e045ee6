import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import { type Carrier, startCarrier } from '@veghe/infra/carrier/carrier.ts'
import { freePort } from '@veghe/infra/embedded/ports.ts'
import { inject } from 'vitest'
import { z } from 'zod'
import { openProcess, type Process } from '../faults/process.ts'
import { type Chromium, openChromium, type Person } from './browser-chromium.ts'
import { copyDemo, environmentOf } from './browser-demo.ts'
import { DemoPerson, type Where } from './browser-staff.ts'
import { cloneDatabase, redisFor } from './engines.ts'

/**
 * The product as `npm start` runs it, without the watchdog, of which a screen shows nothing: on a database and Redis
 * prefix of its own, with its own clock, a telephone network that this process drives, and a browser in front of it.
 *
 * ```ts
 * const product = await startProduct()
 * const ana = await product.signsIn('ana.muresan')      // a page, signed in, where she lands
 * await product.network.placeCall({ from: '+40700000001' })
 * ```
 */
export type Product = {
  /** Where the pages are, without a slash at the end. */
  url: string
  network: Carrier
  staff: readonly DemoPerson[]
  chromium: Chromium
  web: Process
  worker: Process
  /** Somebody of the demo staff, by the first half of their address. */
  person: (login: string) => DemoPerson
  /** A window of their own in which they are signed in already. */
  signsIn: (login: string, where?: Where) => Promise<Person>
  stop: () => Promise<void>
}

/** `more`: settings of the product itself. */
export async function startProduct(more: Readonly<Record<string, string>> = {}): Promise<Product> {
  const demo = inject('demo')
  const [database, redis] = [await cloneDatabase(demo.template), await redisFor()]
  const [port, carrierPort] = [await freePort(), await freePort()]
  const dataDir = join(tmpdir(), redis.prefix)
  mkdirSync(dataDir, { recursive: true })
  copyDemo(demo, dataDir)
  const url = `http://127.0.0.1:${port}`
  const { appUrl, authUrl } = database
  const env = environmentOf({ appUrl, authUrl, redis, dataDir, port, carrierPort }, more)
  const part = (name: string): Process => openProcess({ name, env, logFile: join(dataDir, `${name}.log`) })
  const parts = [part('web'), part('worker')] as const
  const [web, worker] = parts
  const journalFile = join(dataDir, 'journal.jsonl')
  const account = carrierAccount(dataDir)
  const network = await startCarrier({ account, port: carrierPort, journalFile, publicUrl: url })
  const [chromium] = await Promise.all([openChromium(url), ...parts.map((each) => each.start())])
  const staff = z.array(DemoPerson).parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  const person = (login: string): DemoPerson => {
    const found = staff.find(({ email }) => email.startsWith(`${login}@`))
    if (!found) throw new Error(`The demo has nobody called ${login}.`)
    return found
  }
  return {
    ...{ url, network, staff, chromium, web, worker, person },
    signsIn: (login, where) => chromium.signsIn(person(login), where),
    stop: async () => {
      await chromium.close()
      await Promise.all(parts.map((each) => each.kill9()))
      await network.stop()
      await redis.drop()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
