import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, takesNext, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { forThisFile } from '../support/browser-test.ts'
import { givesVoice } from '../support/browser-voice.ts'

const child = '+40700000742'

describe.skipIf(!inject('chromium'))('a caller who cannot speak', () => {
  const here = forThisFile()

  const panelOn = (page: Page) => page.locator('[data-interview]')
  const asked = (page: Page, words: string) => page.getByTestId('asked').filter({ hasText: words }).waitFor()

  test('by telephone: one key asks, the keys appear as they are pressed, fill the triage and raise the class', async () => {
    const { network } = here.product
    const ana = await atTheDesk(here.product, 'ana.muresan')
    const { page } = ana
    const heard = (words: string) =>
      network.seen((entry) => entry.what === 'call.heard' && entry.text.includes(words), 20_000)
    await network.placeCall({ from: child })
    await waitingRows(page).first().waitFor()
    await takesNext(ana)

    await page.keyboard.press('F7')
    await asked(page, 'Ești în pericol chiar acum?')
    await heard('Ești în pericol chiar acum?')
    await network.press({ phone: child }, '1')

    await asked(page, 'Ești acasă?')
    const panel = panelOn(page)
    await panel.getByRole('listitem').filter({ hasText: 'Ești în pericol' }).getByText('Da').waitFor()
    const triage = page.locator('[data-pane=triage]')
    await triage.getByText('Urgent', { exact: true }).first().waitFor()
    await triage.getByRole('img', { name: 'din taste' }).waitFor()

    await heard('Ești acasă?')
    await network.press({ phone: child }, '2')
    await asked(page, 'Te aude cineva acum?')
    await page.getByRole('button', { name: 'Următoarea' }).click()
    await asked(page, 'E rănit cineva')
    await panel.getByText('fără răspuns').waitFor()

    await page.keyboard.press('F7')
    await panel.getByText('Întrebările sunt oprite.').waitFor()
    await page.getByRole('button', { name: 'Mod tăcut: da și nu' }).waitFor()
    expect(await violationsOn(page)).toEqual([])

    await page.keyboard.press('F7')
    await asked(page, 'Te aude cineva acum?')
    await network.hangUp({ phone: child })
    await page.getByRole('heading', { name: 'Încheiere' }).waitFor()
  })

  test('on the page they call from: three large answers, the keys 1 to 3, and not a sound', async () => {
    const ioana = await atTheDesk(here.product, 'ioana.dobre')
    await givesVoice(ioana.page, 1_000)
    await ioana.page.reload()
    const { page } = await here.product.chromium.opens({ phone: true })
    await givesVoice(page, 440)
    await page.goto(`${here.product.url}/help`)
    await page.getByTestId('call-here').click()
    await waitingRows(ioana.page).first().waitFor()
    await takesNext(ioana)

    await ioana.page.keyboard.press('F7')
    const question = page.getByTestId('question')
    await question.getByText('Ești în pericol chiar acum?').waitFor()
    await question.getByText('Pagina tace acum.').waitFor()
    expect(await violationsOn(page)).toEqual([])

    await page.keyboard.press('1')
    await question.getByText('Ești acasă?').waitFor()
    await page.getByTestId('answer-2').tap()
    await question.getByText('Te aude cineva acum?').waitFor()
    await asked(ioana.page, 'Te aude cineva acum?')
    await panelOn(ioana.page).getByText('Nu', { exact: true }).first().waitFor()

    await ioana.page.keyboard.press('F7')
    await question.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Ieși repede' }).click()
    await page.waitForURL('**/x')
  })
})
