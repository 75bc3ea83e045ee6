import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { record } from './audit/audit.ts'
import { systemClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import { rotateKeys } from './platform/crypto/rotate.ts'
import { openLog } from './platform/log.ts'
import { openWorld } from './platform/world.ts'

/** `node server/src/rotate.ts CJ`: new keys for the county's fields and vault, and everything sealed with them. */
const county = CountyCode.parse(process.argv[2])
const config = readConfig()
const log = openLog('rotate', config.logLevel)
const opened = await openWorld({ config, log, record, chapters: [], name: 'rotate', clock: systemClock })
for (const purpose of ['fields', 'vault'] as const) {
  const sealed = await rotateKeys(opened.world, opened.keys, { county, purpose })
  console.log(`${county} ${purpose}: ${sealed} values sealed with a new key`)
}
await opened.close()
