import { existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { dataDir, farPath, isRoot, removePlace } from '../embedded/places.ts'
import { Halt, stopWith } from '../halt.ts'
import { clearRemains } from '../remains.ts'

async function isConfirmed(place: string): Promise<boolean> {
  if (process.argv.includes('--yes')) return true
  if (!process.stdin.isTTY) throw new Halt('Nothing was removed: type npm run reset -- --yes')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(
    `Remove ${place} with every contact, case and sign-in in it? (yes/no) `,
  )
  terminal.close()
  return answer.trim().toLowerCase() === 'yes'
}

/** Ends our own engines and removes what they held. Databases named by the environment are not touched. */
async function reset(): Promise<void> {
  const place = dataDir()
  if (!(await isConfirmed(place))) {
    console.log('Nothing was removed.')
    return
  }
  await clearRemains(place)
  await removePlace(place)
  if (isRoot() && existsSync(farPath)) {
    await removePlace(join(farPath, basename(place).replace(/^\./, '')))
    rmSync(farPath, { recursive: true, force: true })
  }
  console.log(existsSync(place) ? `${place} could not be removed.` : `${place} is gone.`)
}

reset().catch(stopWith)
