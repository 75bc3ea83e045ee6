import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../infra/client.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Chromium is; empty on a machine without one, where browser tests are skipped. */
    chromium: string
  }
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const command = 'sudo apt-get install -y --no-install-recommends chromium'

/** Finds the browser and builds the pages once. A build server has no excuse for not having a browser. */
export async function setup(project: TestProject): Promise<void> {
  const found =
    [process.env.VEGHE_CHROMIUM ?? '', ...places].find((place) => place && existsSync(place)) ?? ''
  if (!found && process.env.CI === 'true') throw new Error(`No Chromium for the browser tests: ${command}`)
  if (!found) console.error(`\n*** NO BROWSER TESTS: Chromium is missing. Type: ${command} ***\n`)
  project.provide('chromium', found)
  if (found) await buildClient((line) => console.error(`veghe: ${line}`))
}
