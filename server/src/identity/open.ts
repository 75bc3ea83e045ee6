import { join } from 'node:path'
import type { Chapter, World } from '../platform/chapter.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { openMaster } from '../platform/crypto/master.ts'
import { openPool } from '../platform/db/pool.ts'
import type { Identify } from '../platform/http/request.ts'
import type { SignIn } from '../platform/http/sign-in.ts'
import { type Accounts, openAccounts } from './accounts.store.ts'
import { type Auth, openAuth } from './auth.ts'
import { type DemoSignIn, seedStaff } from './demo.ts'
import { enrolSecondFactor } from './enrol.ts'
import { openIdentify } from './identify.ts'
import { openIdentityChapter } from './identity.api.ts'
import { type ReaderPool, readerOf } from './identity.store.ts'
import * as identity from './identity.ts'
import { openSignIn } from './sign-in.ts'

export type Identity = {
  chapter: Chapter
  auth: Auth
  accounts: Accounts
  /** How a request is told apart from a stranger's, and how a person comes in. `pool` connects as the application. */
  serve: (world: World, pool: ReaderPool) => { identify: Identify; signIn: SignIn }
  close: () => Promise<void>
}

const answerWithinMs = 3_000
/** A shift signs in together, and checking a password is slow on purpose: people wait in turn. */
const connectWithinMs = 10_000

/** Opens the one small pool that may see passwords. */
export function openIdentity(config: Config, clock: Clock): Identity {
  const pool = openPool({
    ...{ url: config.authDatabaseUrl, name: 'auth', max: 6 },
    ...{ answerWithinMs, connectWithinMs },
  })
  const accounts = openAccounts(pool)
  const secret = openMaster(config.masterKey).derive('sessions').toString('base64')
  const auth = openAuth({ pool, secret, publicUrl: config.publicUrl })
  return {
    chapter: openIdentityChapter(accounts, { mode: config.mode, standInLine: config.twilio === null }),
    auth,
    accounts,
    serve: (world, appPool) => {
      const secondFactorRequired = config.mode === 'production'
      const identify = openIdentify({ auth, read: readerOf(appPool), now: clock, secondFactorRequired })
      const signIn = openSignIn({
        ...{ auth, accounts, now: clock },
        onSignedIn: async (token) => {
          const actor = await identify(token)
          if (actor) await world.transact(actor, identity.signedIn)
        },
      })
      return { identify, signIn }
    },
    close: () => pool.end(),
  }
}

/** Demo mode, first start: invented staff, and a second factor for the administrator. */
export async function seedDemo(world: World, { accounts, auth }: Identity): Promise<DemoSignIn[]> {
  const file = join(world.config.dataDir, 'demo.json')
  return seedStaff(world, accounts, {
    file,
    enrol: (email, password) =>
      enrolSecondFactor({ auth, publicUrl: world.config.publicUrl, email, password }),
  })
}
