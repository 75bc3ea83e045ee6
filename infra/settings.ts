import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CALL_BACK_NUMBER, TRUNK_ADDRESS } from './carrier/leg.ts'
import { Halt } from './halt.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What the supervisor must know to start the rest. Everything else is the product's own configuration. */
export type Settings = {
  mode: 'demo' | 'production'
  port: number
  carrierPort: number
  publicUrl: string
  /** False: a telephone account is configured and the stand-in stays away. */
  standIn: boolean
}

const portIn = (env: Env, name: string, otherwise: number): number => {
  const port = Number(env[name] || otherwise)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Halt(`${name} must be a port number between 1 and 65535.`)
}

const isDemoOnly = (env: Env) =>
  [
    ['DATABASE_URL', env.DATABASE_URL || env.DATABASE_OWNER_URL],
    ['REDIS_URL', env.REDIS_URL],
    ['TWILIO_ACCOUNT_SID', env.TWILIO_ACCOUNT_SID],
    ['VEGHE_MASTER_KEY_FILE', env.VEGHE_MASTER_KEY || env.VEGHE_MASTER_KEY_FILE],
  ].flatMap(([name, value]) => (value ? [] : [name]))

export function readSettings(env: Env): Settings {
  const mode = env.VEGHE_MODE || 'demo'
  if (mode !== 'demo' && mode !== 'production') throw new Halt('VEGHE_MODE must be demo or production.')
  const missing = mode === 'production' ? isDemoOnly(env) : []
  if (missing.length > 0) {
    throw new Halt(
      `Production brings no engines, telephone network or keys of its own: set ${missing.join(', ')}.`,
    )
  }
  const port = portIn(env, 'VEGHE_PORT', 1190)
  return {
    mode,
    port,
    carrierPort: portIn(env, 'VEGHE_CARRIER_PORT', 1191),
    publicUrl: env.VEGHE_PUBLIC_URL || `http://localhost:${port}`,
    standIn: !Object.keys(env).some((name) => name.startsWith('TWILIO_') && env[name]),
  }
}

/** The demo's own master key; its first line is how production recognises and refuses it. */
export function demoMasterKey(dataDir: string): string {
  const path = join(dataDir, 'master.key')
  if (!existsSync(path)) {
    writeFileSync(path, `# demo\n${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return path
}

/** Set on some machines for everything; with the stand-in, nothing of ours may leave by a proxy. */
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']

/**
 * What every process of the product finds in its environment. The owner's address is not among it: only the
 * migration may have that.
 */
export function environmentFor(
  settings: Settings,
  addresses: { appUrl: string; authUrl: string; redisUrl: string; dataDir: string },
  env: Env,
): NodeJS.ProcessEnv {
  const ours = { ...env }
  for (const name of ['DATABASE_OWNER_URL', ...(settings.standIn ? proxies : [])]) delete ours[name]
  const key = env.VEGHE_MASTER_KEY ? {} : { VEGHE_MASTER_KEY_FILE: keyFile(addresses.dataDir, env) }
  return {
    ...ours,
    ...key,
    NODE_ENV: env.NODE_ENV ?? 'production',
    DATABASE_URL: addresses.appUrl,
    DATABASE_AUTH_URL: addresses.authUrl,
    REDIS_URL: addresses.redisUrl,
    VEGHE_MODE: settings.mode,
    VEGHE_PORT: String(settings.port),
    VEGHE_CARRIER_PORT: String(settings.carrierPort),
    VEGHE_PUBLIC_URL: settings.publicUrl,
    VEGHE_DATA_DIR: addresses.dataDir,
    ...(settings.standIn ? standInAddresses(settings, env) : {}),
  }
}

/** The stand-in's border controller is ours, and its cells are where nobody's are: under the test network's code. */
const standInAddresses = ({ carrierPort }: Settings, env: Env) => ({
  VEGHE_CARRIER_URL: `http://127.0.0.1:${carrierPort}`,
  VEGHE_TRUNK_ADDRESSES: env.VEGHE_TRUNK_ADDRESSES || TRUNK_ADDRESS,
  VEGHE_CALL_BACK_NUMBER: env.VEGHE_CALL_BACK_NUMBER || CALL_BACK_NUMBER,
  VEGHE_CELLS: env.VEGHE_CELLS || join(import.meta.dirname, 'carrier/cells.csv'),
})

const keyFile = (dataDir: string, env: Env) => env.VEGHE_MASTER_KEY_FILE || demoMasterKey(dataDir)
