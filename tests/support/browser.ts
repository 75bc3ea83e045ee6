import { existsSync, rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { buildClient } from '../../infra/client.ts'
import { makeDemo } from './browser-demo.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Chromium is; empty on a machine without one, where browser tests are skipped. */
    chromium: string
    /** Where the one Chromium of the run takes connections. */
    browserAt: string
  }
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const command = 'sudo apt-get install -y --no-install-recommends chromium'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Windows behind other windows are somebody's desk too.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--autoplay-policy=no-user-gesture-required',
]

/**
 * Finds the browser and starts it, builds the pages and makes a demo, each once. A build server has no excuse for not
 * having a browser.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const found =
    [process.env.VEGHE_CHROMIUM ?? '', ...places].find((place) => place && existsSync(place)) ?? ''
  if (!found && process.env.CI === 'true') throw new Error(`No Chromium for the browser tests: ${command}`)
  if (!found) console.error(`\n*** NO BROWSER TESTS: Chromium is missing. Type: ${command} ***\n`)
  const shared = project.vitest.getRootProject()
  if ('chromium' in shared.getProvidedContext()) return undefined
  shared.provide('chromium', found)
  if (!found) return undefined
  await buildClient((line) => console.error(`veghe: ${line}`))
  const browser = await chromium.launchServer({ executablePath: found, args: flags })
  shared.provide('browserAt', browser.wsEndpoint())
  const demo = await makeDemo(shared.getProvidedContext().engines)
  shared.provide('demo', demo)
  return async () => {
    await browser.close()
    rmSync(demo.dir, { recursive: true, force: true })
  }
}
