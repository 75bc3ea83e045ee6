import { spawn } from 'node:child_process'
import { startEngines } from '../embedded/engines.ts'
import { dataDir, openDir } from '../embedded/places.ts'
import { stopWith } from '../halt.ts'
import { wordsFor } from '../program.ts'
import { environmentFor, readSettings } from '../settings.ts'

/** Checks the chain of facts beside a running Veghe, or with engines that are stopped again afterwards. */
async function verifyFacts(): Promise<number> {
  const dir = openDir(dataDir())
  const { postgres, redis } = await startEngines({ dir })
  const { appUrl, authUrl } = postgres
  const addresses = { appUrl, authUrl, redisUrl: redis.url, dataDir: dir }
  const env = environmentFor(readSettings(process.env), addresses, process.env)
  try {
    return await run(wordsFor('server/src/audit/verify.ts'), env)
  } finally {
    for (const engine of [redis, postgres]) if (!engine.adopted) await engine.stop()
  }
}

function run(words: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...words, ...process.argv.slice(2)], { stdio: 'inherit', env })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

verifyFacts().then((code) => process.exit(code), stopWith)
