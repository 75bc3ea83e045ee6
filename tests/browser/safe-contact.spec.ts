import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { atTheDesk, patiently, takesNext, waitingRows } from '../support/browser-acts.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'

const child = '+40700000742'

/** An hour that begins two hours from now in Romania, so that now is outside of it. */
function anHourLater(): { from: string; to: string } {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Bucharest', hour: '2-digit' })
  const at = (ahead: number) => `${hour.format(new Date(Date.now() + ahead * 3_600_000))}:00`
  return { from: at(2), to: at(3) }
}

/** F6 until the hands are in that panel. */
async function toPane(page: Page, id: string): Promise<void> {
  const isThere = () => page.evaluate<boolean>(`document.activeElement.closest('[data-pane=${id}]') !== null`)
  for (let step = 0; step < 8 && !(await isThere()); step++) await page.keyboard.press('F6')
}

describe.skipIf(!inject('chromium'))('the safe-contact card', () => {
  const here = forThisFile()
  const { from, to } = anHourLater()
  let ana: Person
  beforeAll(async () => {
    ana = await atTheDesk(here.product, 'ana.muresan')
  })

  test('is written by keyboard while the caller is on the line, and stays in sight after they are gone', async () => {
    const { page } = ana
    const { sid } = await here.product.network.placeCall({ from: child })
    await waitingRows(page).filter({ hasText: '…742' }).waitFor()
    await takesNext(ana)
    const context = page.locator('[data-pane=context]')
    await context.getByText('Nimeni nu a scris încă').waitFor()

    await toPane(page, 'context')
    await page.keyboard.press('s')
    await page.getByRole('dialog', { name: 'Contact sigur' }).waitFor()
    // Calls: yes. Texts: no. Between hours.
    for (const key of ['ArrowRight', 'Tab', 'ArrowRight', 'ArrowRight', 'Tab', 'ArrowDown', 'ArrowDown'])
      await page.keyboard.press(key)
    await page.getByRole('combobox', { name: 'Zile' }).waitFor()
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type(from.slice(0, 2))
    await page.keyboard.press('Tab')
    await page.keyboard.type(to)
    for (const key of ['Tab', 'Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('sunt de la bibliotecă')
    await page.keyboard.press('Tab')
    await page.keyboard.type('tatăl vitreg')
    await page.keyboard.press('Control+Enter')

    const stands = ['Nu suna acum. Din nou de la', 'Nu scrie aici.', `în fiecare zi ${from}–${to}`]
    for (const text of [...stands, '„sunt de la bibliotecă”', 'tatăl vitreg'])
      await context.getByText(text).waitFor()
    await here.product.network.hangUp({ sid })
    const ahead = page.locator('[data-pane=ahead]')
    for (const text of stands) await ahead.getByText(text).waitFor()
    await page.getByRole('button', { name: 'Consiliere dată' }).click()
    await page.getByRole('textbox', { name: 'Rezumat' }).fill('Sunăm după ore.')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/console')
  })

  test('stands before the call-back that a ring of two seconds left, until somebody says why they call now', async () => {
    const { page } = ana
    const { sid } = await here.product.network.placeCall({ from: child })
    await waitingRows(page).filter({ hasText: '…742' }).waitFor()
    await here.product.network.hangUp({ sid })
    await page.getByRole('link', { name: 'Apeluri înapoi' }).click()

    const row = page.locator('[data-pane=call-backs] li').filter({ hasText: '…742' })
    await row.getByText('nu suna până la').waitFor()
    const card = page.locator('[data-pane=call-back]')
    await card.getByText('„sunt de la bibliotecă”').waitFor()
    await card.getByText('tatăl vitreg').waitFor()
    const noAnswer = card.getByRole('button', { name: 'nu răspunde' })
    expect(await noAnswer.isDisabled()).toBe(true)

    await card.getByRole('combobox', { name: 'Totuși, cu un motiv' }).selectOption('life_in_danger')
    await noAnswer.click()

    await expect.poll(() => row.textContent(), patiently).toContain('1 încercare')
  })

  test('is changed at the call-back: once it is safe at any hour, the call may be made', async () => {
    const { page } = ana
    const card = page.locator('[data-pane=call-back]')
    await card.getByTestId('safe-contact').click()
    const sheet = page.getByRole('dialog', { name: 'Contact sigur' })
    await sheet.getByRole('combobox', { name: 'Când?' }).selectOption('always')
    await page.keyboard.press('Control+Enter')

    await card.getByText('Sigur să suni acum.').waitFor()
    expect(await card.getByRole('button', { name: 'a răspuns' }).isEnabled()).toBe(true)
    await page.locator('[data-pane=call-backs]').getByText('sigur să suni').waitFor()
  })
})
