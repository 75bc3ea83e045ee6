import { beforeAll, describe, expect, inject, test } from 'vitest'
import { atTheDesk, takesNext, waitingRows } from '../support/browser-acts.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'

describe.skipIf(!inject('chromium'))('a thread of texts on the screen', () => {
  const here = forThisFile()
  let ana: Person
  const box = () => ana.page.getByLabel('Răspuns')
  beforeAll(async () => {
    ana = await atTheDesk(here.product, 'ana.muresan')
    await here.product.network.sendText({ from: '+40700000201', body: 'alo, e cineva?' })
    await waitingRows(ana.page).first().waitFor()
    await takesNext(ana)
  })

  test('the reply box counts what still fits and how many parts it makes, and names the letter that shortens them', async () => {
    const { page } = ana
    await page.getByText('încă 160 de semne').waitFor()

    await box().fill('Unde esti acum?')
    await page.getByText('încă 145 de semne').waitFor()
    expect(await page.getByText('nu 160').count()).toBe(0)

    await box().fill('Unde ești acum?')
    await page.getByText('încă 55 de semne').waitFor()
    await page.getByText('Cu «ș», într-un SMS încap 70 de semne, nu 160.').waitFor()

    await box().fill(`Unde ești acum? ${'a'.repeat(60)}`)
    await page.getByText('încă 58 de semne · 2 SMS-uri').waitFor()
    await box().fill('')
  })
})
