import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, contactAddress, patiently, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'

const child = '+40700000001'
const second = { timeout: 1_000 }

/** The manager's row of the one contact there is: T0 to T10 as they stand, empty where not reached yet. */
const clockOn = (page: Page): Promise<string[]> =>
  page
    .locator('tr[data-contact] td[data-testid^=T]')
    .evaluateAll((cells) => cells.map(({ textContent }) => (/\d/.test(textContent) ? textContent : '')))
const reached = async (page: Page): Promise<number> => (await clockOn(page)).filter(Boolean).length

describe.skipIf(!inject('chromium'))('on the screens', () => {
  const here = forThisFile()

  test('one contact, from the ring to the safe child', async () => {
    const { network } = here.product
    const ana = await atTheDesk(here.product, 'ana.muresan')
    const dana = await here.product.signsIn('dana.rus', { opens: '/insight' })
    const vlad = await here.product.signsIn('vlad.pop', { phone: true, opens: '/field' })
    await dana.page.getByText('Niciun contact').first().waitFor()
    await vlad.page.getByText('Nicio intervenție acum.').waitFor()

    // 1. The phone rings: a second later at most it stands in the queue.
    await network.placeCall({ from: child })
    await waitingRows(ana.page).filter({ hasText: '…001' }).waitFor(second)

    // 2. Ana answers, and the manager's page has a line with T0 and T1. Location first: a few letters are enough.
    await ana.page.keyboard.press('F2')
    await ana.page.waitForURL(contactAddress)
    await expect.poll(() => reached(dana.page), patiently).toBe(2)
    await ana.page.getByRole('combobox', { name: 'Localitate' }).waitFor()
    await ana.page.keyboard.type('floresti')
    await ana.page.getByRole('option', { name: 'Florești' }).first().waitFor()
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.type('str. Eroilor nr. 12, ap. 4')
    await ana.page.keyboard.press('Enter')

    // 3. Danger now, and somebody does not breathe: the class follows the answers, and says why.
    await ana.page.getByText('„Se întâmplă chiar acum').waitFor()
    await ana.page.keyboard.press('1')
    await ana.page.getByText('„Este cineva rănit').waitFor()
    await ana.page.keyboard.press('1')
    const triage = ana.page.locator('[data-pane=triage]')
    await triage.getByText('Critic', { exact: true }).waitFor()
    await triage.getByText('Viață în pericol').waitFor()

    // 4. Help goes with F8. The screen says „Trimis” when the server has, and the phone shows it a second later at most.
    await ana.page.keyboard.press('F8')
    await ana.page.getByRole('textbox', { name: 'Pentru echipă' }).fill('Câine în curte. Sunați jos.')
    await ana.page.keyboard.press('Control+Enter')
    await ana.page.getByText(/^Trimis la /).waitFor()
    await vlad.page.getByRole('button', { name: 'Preiau' }).waitFor(second)
    await vlad.page.getByText('str. Eroilor nr. 12, ap. 4').waitFor()
    await vlad.page.getByText('Câine în curte. Sunați jos.').waitFor()
    await expect.poll(() => reached(dana.page), patiently).toBe(5)

    // 5. Vlad says yes with one thumb, and each step after it.
    await vlad.page.getByRole('button', { name: 'Preiau' }).tap()
    for (const step of ['Am plecat', 'Am ajuns', 'Sunt cu copilul'])
      await vlad.page.getByRole('button', { name: step }).tap()
    await expect.poll(() => reached(dana.page), patiently).toBe(9)

    // 6. The child is safe with the grandmother: a word of its own, then the way back.
    await vlad.page.getByRole('button', { name: 'Copil în siguranță' }).tap()
    await vlad.page.getByRole('radio', { name: 'La rude' }).tap()
    await vlad.page.getByRole('button', { name: 'Notează' }).tap()
    for (const step of ['Ne întoarcem', 'Am încheiat'])
      await vlad.page.getByRole('button', { name: step }).tap()
    await vlad.page.getByText('Nicio intervenție acum.').waitFor()

    // 7. Ana ends the call with two presses and writes down what it came to; the contact is closed.
    await ana.page.keyboard.press('Control+Shift+Enter')
    await ana.page.getByRole('button', { name: 'Apasă încă o dată' }).waitFor()
    await ana.page.keyboard.press('Control+Shift+Enter')
    await ana.page.getByRole('button', { name: /^1\s*Caz \d{4}-CJ-0001/ }).click()
    await ana.page.getByRole('textbox', { name: 'Rezumat' }).fill('Copil de 9 ani, în siguranță la bunica.')
    await ana.page.keyboard.press('Control+Enter')
    await ana.page.waitForURL('**/console')

    // 8. The case closes with an outcome and with who answers from now on.
    await ana.page.getByRole('link', { name: 'Cazuri' }).click()
    await ana.page
      .getByRole('link', { name: /CJ-0001/ })
      .first()
      .click()
    await ana.page.getByRole('button', { name: 'Închide cazul' }).click()
    await ana.page.getByRole('combobox', { name: 'Rezultat' }).selectOption('safe_with_relatives')
    await ana.page.getByRole('textbox', { name: 'Cine răspunde mai departe' }).fill('SPAS Florești')
    await ana.page.keyboard.press('Control+Enter')

    // 9. The manager's page has moved by itself: eleven times on one clock, none missing.
    await expect.poll(() => reached(dana.page), patiently).toBe(11)
    expect(network.counts().calls).toBe(1)
  })
})
