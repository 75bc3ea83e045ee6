import type { Locale, Theme } from '@veghe/shared/identity/identity.codes.ts'
import type { Page } from 'playwright-core'
import type { Product } from './browser-product.ts'
import type { Screen } from './browser-screens.ts'
import type { Stage } from './browser-stage.ts'

type Shown = Screen & { locale?: Locale }

/** Another window of whoever the screen belongs to, standing still, in the light of day. */
export async function openScreen(product: Product, stage: Stage, screen: Shown): Promise<Page> {
  const { login, shows, locale = 'ro' } = screen
  const context = login ? stage.people[login].context : (await product.chromium.opens()).context
  const page = await context.newPage()
  // Whoever has an account brings their language along; a stranger's is remembered by the browser.
  if (!login) await page.addInitScript(`localStorage.setItem('veghe.language', '"${locale}"')`)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await shows(page, stage)
  await wear(page, 'light')
  return page
}

/** What the theme switch does; colours have arrived when this resolves. */
export const wear = (page: Page, theme: Theme): Promise<void> =>
  page.evaluate(`(async () => {
    document.documentElement.dataset.theme = '${theme}'
    const frame = () => new Promise(requestAnimationFrame)
    do { await frame(); await frame() } while (document.getAnimations().length > 0)
  })()`)
