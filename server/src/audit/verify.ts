import { readConfig } from '../platform/config.ts'
import { openMaster } from '../platform/crypto/master.ts'
import { openPool } from '../platform/db/pool.ts'
import { inTransaction } from '../platform/db/transaction.ts'
import { openHeads } from './heads.ts'
import { report, verifyFacts } from './verifier.ts'

/** One line a county; exit code 1 when any chain has a fault. The whole check sees one instant of the database. */
const config = readConfig()
const pool = openPool({ url: config.databaseUrl, name: 'verify', max: 1 })
const heads = openHeads(config.dataDir, openMaster(config.masterKey).signing())
const anHourMs = 3_600_000
const verified = await inTransaction(pool, { scope: '*', limitMs: anHourMs }, async ({ client }) => {
  await client.query('set transaction isolation level repeatable read, read only')
  return verifyFacts(client, heads)
})
await pool.end()
for (const one of verified) console.log(report(one))
if (verified.length === 0) console.log('No facts yet.')
process.exitCode = verified.some((one) => one.fault) ? 1 : 0
