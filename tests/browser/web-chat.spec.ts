import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, endsWith, patiently, takesNext, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { forThisFile } from '../support/browser-test.ts'
import { givesVoice } from '../support/browser-voice.ts'

const boxOf = (page: Page) => page.getByLabel('Mesajul tău')
const threadOf = (page: Page) => page.getByRole('log')

async function says(page: Page, text: string): Promise<void> {
  await boxOf(page).fill(text)
  await page.getByRole('button', { name: 'Trimite' }).click()
}

/** Names of what the chat has left in the tab; where a page was scrolled to is the router's. */
const keptBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('veghe')))

describe.skipIf(!inject('chromium'))('a chat on the public page', () => {
  const here = forThisFile()

  const someone = async (): Promise<Page> => {
    const { page } = await here.product.chromium.opens({ phone: true })
    await page.goto(`${here.product.url}/help`)
    return page
  }

  test('reaches an operator, is answered there, outlives a reload and a dead net, and is forgotten by the quick exit', async () => {
    const ana = await atTheDesk(here.product, 'ana.muresan')
    const desk = ana.page
    const child = await someone()
    await child.getByTestId('write-here').tap()
    await expect.poll(() => boxOf(child).evaluate((box) => box === document.activeElement)).toBe(true)
    expect(await violationsOn(child)).toEqual([])

    // Nothing leaves before it is sent.
    const asked: string[] = []
    child.on('request', (request) => asked.push(...(request.postData() ? [request.url()] : [])))
    await boxOf(child).pressSequentially('mi-e frica')
    expect(asked).toEqual([])
    await says(child, 'mi-e frică să merg acasă')
    await child.getByText('Am primit ce ai scris.').waitFor()
    await waitingRows(desk).first().waitFor()
    await takesNext(ana)
    await child.getByText('Vorbești cu un om de la 119.').waitFor()
    await threadOf(desk).getByText('mi-e frică să merg acasă').waitFor()
    await desk.getByText('de pe pagina publică').waitFor()

    // An answer comes by itself, and the desk learns that it stands there.
    const reply = desk.getByLabel('Răspuns')
    await reply.fill('Te citesc. Unde ești acum?')
    await desk.getByText('încă 1574 de semne').waitFor()
    await desk.keyboard.press('Control+Enter')
    await threadOf(child).getByText('Te citesc. Unde ești acum?').waitFor()
    await threadOf(desk).getByText('livrat').waitFor()
    expect(await violationsOn(child)).toEqual([])
    expect(await violationsOn(desk)).toEqual([])
    await child.getByRole('button', { name: 'Nu știu' }).tap()
    await threadOf(desk).getByText('Nu știu').waitFor()

    // A reload brings back what was said; the place is in the tab alone.
    await child.reload()
    await threadOf(child).getByText('Te citesc. Unde ești acum?').waitFor()
    expect(await child.context().cookies()).toEqual([])
    expect(new URL(child.url())).toMatchObject({ pathname: '/help', search: '', hash: '' })
    expect(await child.evaluate(() => JSON.stringify(localStorage))).not.toContain('veghe.chat')

    // A while without a net, longer than the page waits between two tries: what was written goes later, by itself.
    await child.context().setOffline(true)
    await says(child, 'vine tata')
    await threadOf(child).getByText('se trimite…').waitFor()
    await child.getByText('Nu e legătură acum.').waitFor()
    await child.waitForTimeout(4_000)
    await child.context().setOffline(false)
    await threadOf(desk).getByText('vine tata').waitFor()
    await expect.poll(() => child.getByText('Nu e legătură acum.').count(), patiently).toBe(0)

    // The line took it in, its answer was lost on the way, and the page was loaded again: it is one text all the same.
    let isLost = false
    await child.route('**/help/chat/say', async (route) => {
      if (isLost) return route.continue()
      isLost = true
      await route.fetch({ headers: { ...route.request().headers(), origin: here.product.url } })
      await route.abort()
    })
    await says(child, 'am închis ușa')
    await threadOf(child).getByText('se trimite…').waitFor()
    await child.reload()
    await threadOf(child).getByText('am închis ușa').waitFor()
    await expect.poll(() => threadOf(child).getByText('se trimite…').count(), patiently).toBe(0)
    expect(isLost).toBe(true)
    await threadOf(desk).getByText('am închis ușa').waitFor()
    expect(await threadOf(desk).getByText('am închis ușa').count()).toBe(1)
    expect(await threadOf(desk).getByText('vine tata').count()).toBe(1)

    // Gone in haste: nothing is left, and the desk is told to send nothing more.
    await child.getByRole('link', { name: 'Ieși repede' }).tap()
    await child.waitForURL('**/x')
    await desk.getByText(/A ieșit repede la/).waitFor()
    expect(await reply.isDisabled()).toBe(true)
    expect(await violationsOn(desk)).toEqual([])
    await child.goto(`${here.product.url}/help`)
    await child.getByTestId('write-here').waitFor()
    expect(await keptBy(child)).toEqual([])
  })

  test('by the keyboard alone, in another language, ends from the desk and goes on when they write again', async () => {
    const ioana = await atTheDesk(here.product, 'ioana.dobre')
    const { page: child } = await here.product.chromium.opens()
    await child.goto(`${here.product.url}/help`)
    await child.getByRole('button', { name: 'HU' }).press('Enter')
    await child.getByRole('button', { name: 'Írj nekünk' }).press('Enter')
    await child.keyboard.type('szia')
    await child.keyboard.press('Shift+Enter')
    await child.keyboard.type('kérdésem van')
    await child.keyboard.press('Enter')
    await child.getByText('Megkaptuk, amit írtál.').waitFor()
    expect(await violationsOn(child)).toEqual([])

    await waitingRows(ioana.page).first().waitFor()
    await takesNext(ioana)
    await child.getByText('A 119 egyik munkatársával beszélsz.').waitFor()
    await endsWith(ioana, 'Test')
    await child.getByText('A beszélgetés véget ért.').waitFor()

    await child.getByLabel('Az üzeneted').fill('még valami')
    await child.keyboard.press('Enter')
    await child.getByText('Megkaptuk, amit írtál.').waitFor()
    await waitingRows(ioana.page).filter({ hasText: 'még valami' }).waitFor()
    await child.getByRole('button', { name: 'Beszélgetés bezárása' }).click()
    await child.getByTestId('write-here').waitFor()
    expect(await keptBy(child)).toEqual([])
  })
})

describe.skipIf(!inject('chromium'))('a full house', () => {
  const here = forThisFile({ VEGHE_MEDIA_CALLS: '0', VEGHE_CHATS: '1' })

  test('of calls falls to the chat at once; of chats, to the telephone, and the page goes on trying', async () => {
    const first = await here.product.chromium.opens({ phone: true })
    await givesVoice(first.page, 440)
    await first.page.goto(`${here.product.url}/help`)
    await first.page.getByTestId('call-here').tap()
    await first.page.getByText('Toate liniile de aici sunt ocupate. Scrie-ne aici').waitFor()
    await expect.poll(() => boxOf(first.page).evaluate((box) => box === document.activeElement)).toBe(true)
    expect(await violationsOn(first.page)).toEqual([])
    await says(first.page, 'nu pot suna')
    await first.page.getByText('Am primit ce ai scris.').waitFor()

    const { page: second } = await here.product.chromium.opens({ phone: true })
    await second.goto(`${here.product.url}/help`)
    await second.getByTestId('write-here').tap()
    await says(second, 'alo')
    await second.getByText('Scriu prea mulți acum. Sună la 119, e gratuit.').waitFor()
    await second.getByRole('link', { name: 'Sună la 119' }).waitFor()
    expect(await violationsOn(second)).toEqual([])

    await first.page.getByRole('button', { name: 'Închide discuția' }).tap()
    await first.page.getByTestId('write-here').waitFor()
    await second.getByText('Am primit ce ai scris.').waitFor()
  })
})
