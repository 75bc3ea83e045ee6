import { join } from 'node:path'
import { dataDir } from '../embedded/places.ts'
import { Halt } from '../halt.ts'
import { readSettings } from '../settings.ts'
import { accountFromEnv } from './account.ts'
import type { CarrierOptions } from './carrier.ts'
import { CALL_BACK_NUMBER } from './leg.ts'

/** The stand-in's options from the environment; stops with one sentence where they make no sense. */
export function carrierOptions(env: NodeJS.ProcessEnv): CarrierOptions {
  const { mode, carrierPort, publicUrl } = readSettings(env)
  if (mode === 'production') throw new Halt('The stand-in telephone network does not run in production.')
  const target = env.VEGHE_CARRIER_TARGET || publicUrl
  for (const [name, address] of Object.entries({
    VEGHE_PUBLIC_URL: publicUrl,
    VEGHE_CARRIER_TARGET: target,
  })) {
    if (!/^https?:/.test(address) || !URL.canParse(address))
      throw new Halt(`${name} is no address: "${address}".`)
  }
  const dir = dataDir()
  return {
    account: accountFromEnv(env, dir),
    journalFile: join(dir, 'carrier-journal.jsonl'),
    publicUrl,
    target,
    port: carrierPort,
    callBackNumber: env.VEGHE_CALL_BACK_NUMBER || CALL_BACK_NUMBER,
  }
}
