import { existsSync, statfsSync } from 'node:fs'
import { cacheDir, dataDir, projectRoot } from '../embedded/places.ts'
import { isPortFree } from '../embedded/ports.ts'
import { findPostgres } from '../embedded/postgres.binary.ts'
import { findRedis } from '../embedded/redis.binary.ts'
import { stopWith } from '../halt.ts'
import { readSettings } from '../settings.ts'

type Finding = { what: string; found: string; ok: boolean }

const chromium = '/usr/bin/chromium'
const leastDisk = 3

function disk(): Finding {
  const { bavail, bsize } = statfsSync(projectRoot)
  const free = (bavail * bsize) / 1e9
  const found = `${free.toFixed(1)} GB free${free < leastDisk ? `: make room for ${leastDisk} GB` : ''}`
  return { what: 'disk', found, ok: free >= leastDisk }
}

async function port(name: string, number: number): Promise<Finding> {
  const ok = await isPortFree(number, '0.0.0.0')
  return {
    what: `port ${number}`,
    found: ok ? 'free' : `in use, by Veghe itself or another: see ${name}`,
    ok: true,
  }
}

/** What `look` answers, or the sentence of its refusal. */
function engine(what: string, named: string | undefined, look: () => string): Finding {
  if (named) return { what, found: named, ok: true }
  try {
    return { what, found: look(), ok: true }
  } catch (error) {
    return { what, found: error instanceof Error ? error.message : String(error), ok: false }
  }
}

const notes: string[] = []
const note = (line: string) => notes.push(line)

async function findings(): Promise<Finding[]> {
  const settings = readSettings(process.env)
  const { DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL } = process.env
  const hasBrowser = existsSync(chromium)
  return [
    { what: 'Node', found: `${process.version} at ${process.execPath}`, ok: true },
    { what: 'system', found: `${process.platform} ${process.arch}`, ok: true },
    { what: 'mode', found: settings.mode, ok: true },
    {
      what: 'data',
      found: `${dataDir()}${existsSync(dataDir()) ? '' : ' (made at the first start)'}`,
      ok: true,
    },
    { what: 'downloads', found: cacheDir, ok: true },
    disk(),
    await port('VEGHE_PORT', settings.port),
    await port('VEGHE_CARRIER_PORT', settings.carrierPort),
    engine('Postgres', DATABASE_URL || DATABASE_OWNER_URL ? 'yours, from DATABASE_URL' : undefined, () => {
      return `ours, at ${findPostgres(note).bin}`
    }),
    engine('Redis', REDIS_URL ? 'yours, from REDIS_URL' : undefined, () => findRedis(note).how),
    {
      what: 'Chromium',
      found: hasBrowser ? chromium : 'missing; browser tests are skipped: sudo apt-get install -y chromium',
      ok: true,
    },
    { what: 'clock', found: `${new Date().toISOString()} (compare it: deadlines rest on it)`, ok: true },
  ]
}

async function examine(): Promise<number> {
  const found = await findings()
  for (const { what, found: words, ok } of found)
    console.log(`${ok ? 'ok ' : 'NO '} ${what.padEnd(12)} ${words}`)
  for (const line of notes) console.log(`    ${line}`)
  return found.every((finding) => finding.ok) ? 0 : 1
}

examine().then((code) => process.exit(code), stopWith)
