import type { Locale, Theme } from '@veghe/shared/identity/identity.codes.ts'
import type { BrowserContext, Page } from 'playwright-core'
import type { Product } from './browser-product.ts'
import type { Screen } from './browser-screens.ts'
import type { Stage } from './browser-stage.ts'

type Shown = Screen & { locale?: Locale }

/** Kept from screen to screen: a new window costs as much as what is looked at in it. */
const windows = new WeakMap<BrowserContext, Page>()

/** Another window of whoever the screen belongs to, standing still, in the light of day. */
export async function openScreen(product: Product, stage: Stage, screen: Shown): Promise<Page> {
  const { login, shows, locale = 'ro' } = screen
  const page = login ? await secondWindow(stage.people[login].context) : (await product.chromium.opens()).page
  // Whoever has an account brings their language along; a stranger's is remembered by the browser.
  if (!login) await page.addInitScript(`localStorage.setItem('veghe.language', '"${locale}"')`)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await shows(page, stage)
  await wear(page, 'light')
  return page
}

async function secondWindow(context: BrowserContext): Promise<Page> {
  const page = windows.get(context) ?? (await context.newPage())
  windows.set(context, page)
  return page
}

/**
 * What the theme switch does; colours have arrived when this resolves. A window among many may be drawn late or not at
 * all: nothing here waits for that for ever.
 */
export const wear = (page: Page, theme: Theme): Promise<void> =>
  page.evaluate(`(async () => {
    document.documentElement.dataset.theme = '${theme}'
    const frame = () => new Promise((drawn) => { requestAnimationFrame(drawn); setTimeout(drawn, 250) })
    for (let i = 0; i < 2; i++) await frame()
    for (const moving of document.getAnimations()) moving.finish()
  })()`)
