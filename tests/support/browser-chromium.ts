import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Desk, openDesk } from '../faults/desk.ts'
import { totpNow } from '../faults/sign-in.ts'
import type { DemoPerson, Where } from './browser-staff.ts'

export type Person = {
  page: Page
  context: BrowserContext
  /** What the product would answer them, and what they may do beside the screen. */
  asks: Desk['asks']
  does: Desk['does']
}

export type Chromium = {
  /** A window with nobody signed in. */
  opens: (where?: Where) => Promise<Omit<Person, 'asks' | 'does'>>
  signsIn: (person: DemoPerson, where?: Where) => Promise<Person>
  /** What no page may do: ask another host, break the content policy, fail unseen. */
  complaints: () => readonly string[]
  /** Pictures of every window as it stands, into this folder. */
  pictures: (folder: string) => Promise<void>
  close: () => Promise<void>
}

const desk = { width: 1440, height: 900 }
const phone = { width: 360, height: 740 }
/** What a busy build server may need until a condition holds; a quiet machine needs a hundredth. */
const patienceMs = 20_000

/** A window for each person so that their cookies stay apart, all in the one browser of the run. */
export async function openChromium(url: string): Promise<Chromium> {
  const browser = await chromium.connect(inject('browserAt'))
  const complaints: string[] = []
  const opens = async (where: Where = {}) => openWindow(browser, { ...where, url, complaints })
  return {
    opens,
    signsIn: async (person, where = {}) => {
      const { page, context } = await opens(where)
      await enter(context, url, person)
      await page.goto(url + (where.opens ?? '/'))
      const cookies = await context.cookies()
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      const { asks, does } = openDesk({ name: person.name, cookie }, { urls: () => [url], origin: url })
      return { page, context, asks, does }
    },
    complaints: () => complaints,
    pictures: async (folder) => {
      const pages = browser.contexts().flatMap((context) => context.pages())
      for (const [at, page] of pages.entries()) await page.screenshot({ path: join(folder, `${at}.png`) })
    },
    close: () => browser.close(),
  }
}

type Opening = Where & { url: string; complaints: string[] }

async function openWindow(browser: Browser, { phone: isPhone, url, complaints }: Opening) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: isPhone ? phone : desk,
    hasTouch: isPhone ?? false,
    locale: 'ro-RO',
    timezoneId: 'Europe/Bucharest',
    permissions: ['notifications'],
  })
  context.setDefaultTimeout(patienceMs)
  context.on('request', (asked) => {
    const { protocol, host } = new URL(asked.url())
    const isOurs = host === new URL(url).host || protocol === 'blob:'
    if (!isOurs) complaints.push(`asked ${asked.url()}`)
  })
  context.on('weberror', (failed) => complaints.push(`failed: ${failed.error().message}`))
  context.on('console', (line) => {
    if (/content security policy/i.test(line.text())) complaints.push(line.text())
  })
  return { page: await context.newPage(), context }
}

/** By the front door, with the cookies kept in the window. */
async function enter(context: BrowserContext, url: string, person: DemoPerson): Promise<void> {
  const { email, password, secondFactor } = person
  const knock = async (door: string, body: object): Promise<void> => {
    const answer = await context.request.post(`${url}/api/auth${door}`, {
      data: body,
      headers: { origin: url },
    })
    if (!answer.ok()) throw new Error(`${email} was not let in: ${answer.status()}`)
  }
  await knock('/sign-in/email', { email, password })
  if (secondFactor) await knock('/two-factor/verify-totp', { code: totpNow(secondFactor) })
}
