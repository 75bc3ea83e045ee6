import { beforeAll, describe, expect, inject, test } from 'vitest'
import { atTheDesk, patiently, takesNext, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'
import { aPicture } from '../support/pictures.ts'

const from = '+40700000201'

describe.skipIf(!inject('chromium'))('a thread of texts on the screen', () => {
  const here = forThisFile()
  let ana: Person
  const box = () => ana.page.getByLabel('Răspuns')
  beforeAll(async () => {
    ana = await atTheDesk(here.product, 'ana.muresan')
    await here.product.network.sendText({ from, body: 'alo, e cineva?' })
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
  test('a slash opens the ready phrases; letters narrow them, arrows and Enter put one in, and nothing is sent', async () => {
    const { page } = ana
    const list = page.getByRole('listbox', { name: 'Fraze gata scrise' })
    await box().fill('')
    await box().pressSequentially('Bună. /sig')
    await list.waitFor()
    const first = list.getByRole('option').first()
    await expect.poll(() => first.getAttribute('aria-selected')).toBe('true')
    expect(await box().getAttribute('aria-activedescendant')).toBe(await first.getAttribute('id'))
    expect(await violationsOn(page)).toEqual([])

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await list.waitFor({ state: 'detached' })
    expect(await box().inputValue()).toBe('Bună. Te citesc. Ești în siguranță acum?')
    await page.keyboard.type(' Scrie.')
    expect(await box().inputValue()).toBe('Bună. Te citesc. Ești în siguranță acum? Scrie.')
    expect(await page.getByRole('log').getByText('Noi').count()).toBe(0)
  })

  test('Escape puts the phrases away and keeps what was typed; a language is asked for by its name', async () => {
    const { page } = ana
    const list = page.getByRole('listbox', { name: 'Fraze gata scrise' })
    await box().fill('')
    await page.getByRole('heading', { name: 'Evaluare' }).click()
    await page.keyboard.press('/')
    await list.waitFor()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    expect(await box().inputValue()).toBe('/')

    await box().fill('')
    await box().pressSequentially('/hu-unde')
    await list.waitFor()
    await page.keyboard.press('Enter')
    expect(await box().inputValue()).toMatch(/^Hol vagy most\?/)
    await box().fill('')
  })
  test('whoever asks for no more messages is shown so, and can be written to again once they write', async () => {
    const { page } = ana
    await here.product.network.sendText({ from, body: 'STOP' })
    await page.getByRole('log').getByText('a cerut să nu mai primească mesaje').waitFor()
    await page.getByText('Persoana a cerut să nu mai primească mesaje. O poți suna').waitFor()
    expect(await box().isDisabled()).toBe(true)
    expect(await violationsOn(page)).toEqual([])

    // The network itself still keeps texts from them, and says so when it is asked to send one.
    await here.product.network.sendText({ from, body: 'mai sunteți acolo?' })
    await expect.poll(() => box().isEnabled(), patiently).toBe(true)
    await box().fill('Sunt aici.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('nu a ajuns · a cerut să nu mai primească mesaje').waitFor()
    expect(await box().isDisabled()).toBe(true)
    await here.product.network.sendText({ from, body: 'START' })
    await expect.poll(() => box().isEnabled(), patiently).toBe(true)
  })

  test('when they go on by WhatsApp they are answered there, and the thread says which way each text went', async () => {
    const { page } = ana
    const thread = page.getByRole('log')
    await here.product.network.sendText({ from: `whatsapp:${from}`, body: 'acum am doar internet' })
    await thread.getByText('WhatsApp').waitFor()
    await page.getByText(/încă 1600 de semne · pe WhatsApp până la/).waitFor()

    await box().fill('Te citesc și aici.')
    await page.keyboard.press('Control+Enter')
    await thread.getByText('Te citesc și aici.').waitFor()
    await expect.poll(() => thread.getByText('livrat').count(), patiently).toBe(1)
    const { texts } = here.product.network.phone(`whatsapp:${from}`)
    expect(texts.map(({ body }) => body)).toEqual(['acum am doar internet', 'Te citesc și aici.'])
  })

  test('a picture is on the screen only once somebody has said why, covered first, and leaves with its sheet', async () => {
    const { page } = ana
    const thread = page.getByRole('log')
    const shown = page.locator('canvas, video, img')
    await here.product.network.sendText({ from, body: 'uitați', media: [aPicture(320, 240)] })
    const said = thread.getByText(/^o poză \(image\/png, \d+ kB\)$/)
    await expect.poll(() => said.count(), patiently).toBe(1)

    await thread.getByRole('button', { name: 'Arată' }).click()
    const sheet = page.getByRole('dialog', { name: 'Ce a trimis apelantul' })
    await sheet.waitFor()
    expect(await shown.count()).toBe(0)
    expect(await violationsOn(page)).toEqual([])

    await sheet.getByRole('button', { name: 'Ca să găsesc locul' }).click()
    const covered = sheet.getByRole('img', { name: 'imagine acoperită' })
    await covered.waitFor()
    const filter = () => shown.evaluate((picture) => getComputedStyle(picture).filter)
    expect(await filter()).toMatch(/blur.*grayscale|grayscale.*blur/)
    expect(await violationsOn(page)).toEqual([])

    await page.keyboard.press('c')
    await sheet.getByRole('img', { name: 'imaginea primită' }).waitFor()
    expect(await filter()).toBe('none')
    const left = () =>
      shown.evaluate((picture) =>
        picture instanceof HTMLCanvasElement
          ? [...(picture.getContext('2d')?.getImageData(9, 9, 1, 1).data ?? [])]
          : [],
      )
    await expect.poll(left).toEqual([200, 0, 0, 255])

    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await shown.count()).toBe(0)
  })
})
