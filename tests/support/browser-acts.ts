import type { Page } from 'playwright-core'
import type { Person } from './browser-chromium.ts'
import type { Product } from './browser-product.ts'

/** An operator at the desk, ready to be served: signed in, sound allowed, the queue on the screen. */
export async function atTheDesk(product: Product, login: string): Promise<Person> {
  const operator = await product.signsIn(login)
  await operator.page.getByRole('button', { name: 'Sunt disponibil' }).click()
  await operator.page.waitForURL('**/console')
  await operator.page.getByRole('heading', { name: 'De evaluat' }).waitFor()
  await operator.page.getByRole('button', { name: 'Starea ta: Disponibil' }).waitFor()
  return operator
}

/** For `expect.poll`: what a quiet machine shows at once, a busy one shows later. */
export const patiently = { timeout: 20_000, interval: 50 }

/** Rows that wait, first served first, those in danger on top. */
export const waitingRows = (page: Page) =>
  page.locator('[role=grid] [data-priority]').filter({ has: page.getByText('liber', { exact: true }) })

export const contactAddress = '**/console/contact/*'

/** F2, and the contact it brought stands on the screen, ready to be worked on. */
export async function takesNext({ page }: Person): Promise<void> {
  await page.keyboard.press('F2')
  await page.waitForURL(contactAddress)
  await page.getByRole('heading', { name: 'Evaluare' }).waitFor()
}

/** To the wrap-up, and the contact is closed: at once by what it was not, otherwise with a summary. */
export async function endsWith({ page }: Person, ending: string): Promise<void> {
  await page.getByRole('heading', { name: 'Evaluare' }).waitFor()
  await page.keyboard.press('Control+Shift+Enter')
  await page.getByRole('heading', { name: 'Încheiere' }).waitFor()
  await page.getByRole('button', { name: ending }).click()
  if (!closesAtOnce.includes(ending)) {
    await page.getByRole('textbox', { name: 'Rezumat' }).fill('Am vorbit despre ce se poate face.')
    await page.keyboard.press('Control+Enter')
  }
  await page.waitForURL('**/console')
}

/** The call is over: the wrap-up has come by itself, and one press closes what was only a test. */
export async function closesAsTest(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Încheiere' }).waitFor()
  await page.getByRole('button', { name: 'Test' }).click()
  await page.waitForURL('**/console')
}

const closesAtOnce = ['Test', 'Farsă', 'Tăcut', 'Număr greșit', 'A închis', 'Abuziv']
