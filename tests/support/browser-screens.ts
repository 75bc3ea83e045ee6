import type { Page } from 'playwright-core'
import { asksIoana, type Login, type Stage } from './browser-stage.ts'

/**
 * Every page, and what stands on it while somebody works there. Brought up by addresses, keys and marks, so that it
 * works in any language.
 */
export type Screen = {
  name: string
  /** Whose it is; nobody's for strangers. */
  login: Login | null
  phone?: boolean
  shows: (page: Page, stage: Stage) => Promise<void>
}

const at =
  (path: string, ready: string): Screen['shows'] =>
  async (page) => {
    await page.goto(path)
    await page.locator(ready).first().waitFor()
  }

const dialog = (page: Page) => page.getByRole('dialog').waitFor()

/** A contact in hand, then a key that opens a sheet over it. */
const over =
  (which: 'call' | 'message', chord: string, opened = dialog): Screen['shows'] =>
  async (page, stage) => {
    await page.goto(stage[which])
    await page.getByTestId('say').waitFor()
    await page.keyboard.press(chord)
    await opened(page)
  }

const pane = (id: string) => `[data-pane=${id}]`

export const screens: readonly Screen[] = [
  // First: a question that nobody answers moves on to another phone.
  { name: 'field, asked', login: 'ion.crisan', phone: true, shows: at('/field', '[data-testid=take]') },
  { name: 'field, nothing to do', login: 'oana.balan', phone: true, shows: at('/field', 'main h1') },
  { name: 'field, under way', login: 'vlad.pop', phone: true, shows: at('/field', '[data-testid=step-5]') },
  { name: 'help', login: null, phone: true, shows: at('/help', '[data-testid=call-here]') },
  {
    name: 'help, chat',
    login: null,
    phone: true,
    shows: async (page) => {
      await page.goto('/help')
      await page.getByTestId('write-here').click()
      await page.locator('[data-testid=chat] textarea').waitFor()
    },
  },
  { name: 'sign-in', login: null, shows: at('/sign-in', 'input[type=password]') },
  { name: 'start of shift', login: 'ana.muresan', shows: at('/console/start', 'li b') },
  { name: 'console, waiting', login: 'ana.muresan', shows: at('/console', '[data-priority]') },
  {
    name: 'live call',
    login: 'ana.muresan',
    shows: async (page, { call }) => {
      await page.goto(call)
      await page.getByTestId('say').waitFor()
    },
  },
  { name: 'live call, team sheet', login: 'ana.muresan', shows: over('call', 'F8') },
  { name: 'live call, danger sheet', login: 'ana.muresan', shows: over('call', 'F9') },
  { name: 'live call, 112 sheet', login: 'ana.muresan', shows: over('call', 'Shift+F9') },
  { name: 'live call, class sheet', login: 'ana.muresan', shows: over('call', 'Shift+F8') },
  { name: 'live call, all keys', login: 'ana.muresan', shows: over('call', 'F1') },
  { name: 'live call, search', login: 'ana.muresan', shows: over('call', 'Control+k') },
  {
    name: 'live call, form',
    login: 'ana.muresan',
    shows: async (page, { call }) => {
      await page.goto(call)
      await page.getByTestId('say').waitFor()
      await page.locator(pane('context')).getByRole('radio').nth(1).click()
      await page
        .locator(`${pane('context')} textarea`)
        .first()
        .waitFor()
    },
  },
  {
    name: 'live call, safe contact',
    login: 'ana.muresan',
    shows: async (page, { call }) => {
      await page.goto(call)
      await page.getByTestId('say').waitFor()
      await page.getByTestId('safe-contact').click()
      await dialog(page)
    },
  },
  {
    name: 'live call, silent mode',
    login: 'ana.muresan',
    shows: async (page, { call }) => {
      await page.goto(call)
      await page.getByTestId('say').waitFor()
      const panel = page.locator('[data-interview]')
      // Shown before in another language or theme, it still asks.
      if ((await panel.getAttribute('data-interview')) !== 'asking') await page.keyboard.press('F7')
      await page.getByTestId('asked').waitFor()
    },
  },
  {
    name: 'message',
    login: 'ioana.dobre',
    shows: async (page, { message }) => {
      await page.goto(message)
      await page.getByTestId('say').waitFor()
    },
  },
  {
    name: 'message, wrap-up',
    login: 'ioana.dobre',
    shows: over('message', 'Control+Shift+Enter', (page) => page.locator(pane('wrap')).waitFor()),
  },
  // Asked, one has nothing else in hand: after what Ioana's message shows.
  {
    name: 'live call, a colleague asked',
    login: 'ana.muresan',
    shows: async (page, stage) => {
      await asksIoana(stage)
      await page.goto(stage.call)
      await page.locator('[data-consult=asked]').waitFor()
    },
  },
  {
    name: 'asked about a call',
    login: 'ioana.dobre',
    shows: async (page, stage) => {
      await asksIoana(stage)
      await page.goto(stage.call)
      await page.locator(pane('asked')).getByRole('listitem').first().waitFor()
    },
  },
  { name: 'call-backs', login: 'ana.muresan', shows: at('/console/call-backs', 'main h2, main h3') },
  { name: 'to confirm', login: 'ana.muresan', shows: at('/console/confirm', 'main h2, main h3') },
  { name: 'cases', login: 'ana.muresan', shows: at('/console/cases', 'main a') },
  {
    name: 'case',
    login: 'ana.muresan',
    shows: async (page, { caseId }) => {
      await page.goto(`/console/case/${caseId}`)
      await page.getByText('Mihai').first().waitFor()
    },
  },
  { name: 'new report', login: 'ana.muresan', shows: at('/console/new', 'main textarea') },
  { name: 'duty', login: 'ioana.dobre', shows: at('/duty', '[data-testid=team]') },
  { name: 'insight, times', login: 'dana.rus', shows: at('/insight', 'tr[data-contact]') },
  { name: 'insight, ledger', login: 'dana.rus', shows: at('/insight#ledger', 'main h2, main h1') },
  { name: 'insight, counties', login: 'irina.coman', shows: at('/insight/counties', 'main h1, main h2') },
  { name: 'administration', login: 'sorin.lup', shows: at('/admin', 'main table') },
]
