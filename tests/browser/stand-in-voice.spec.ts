import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { atTheDesk, contactAddress, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { type Chromium, openChromium } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'
import { givesVoice, hears } from '../support/browser-voice.ts'

const desk = 1_000
const child = 440
const soon = { timeout: 10_000, interval: 50 }
const caller = '+40700000171'

describe.skipIf(!inject('chromium'))('the microphone of the page that plays the telephones', () => {
  const here = forThisFile()
  let telephones: Chromium
  beforeAll(async () => {
    telephones = await openChromium(here.product.network.url)
  })
  afterAll(() => telephones?.close())

  test('lets whoever sits before it speak with the desk, falls silent, and is not asked for after the call', async () => {
    const { product } = here
    const { page: ana } = await atTheDesk(product, 'ana.muresan')
    await givesVoice(ana, desk)
    await ana.reload()
    const { page: phone } = await telephones.opens()
    await givesVoice(phone, child)
    await phone.goto(product.network.url)
    await phone.getByLabel('Numărul de pe care suni sau scrii').fill(caller)
    await phone.getByRole('button', { name: 'Sună', exact: true }).click()
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await ana.getByText('Vă auziți.').waitFor()

    await phone.getByRole('button', { name: `Vorbește la microfon: ${caller}` }).click()
    await expect.poll(() => hears(ana, child), soon).toBe(true)
    await expect.poll(() => hears(phone, desk), soon).toBe(true)
    expect(await violationsOn(phone)).toEqual([])

    const stop = phone.getByRole('button', { name: `Oprește microfonul: ${caller}` })
    await stop.click()
    await expect.poll(() => hears(ana, child), soon).toBe(false)
    await phone.getByRole('button', { name: `Vorbește la microfon: ${caller}` }).click()
    await stop.waitFor()
    await phone.getByRole('button', { name: `Închide apelul ${caller}` }).click()
    await stop.waitFor({ state: 'detached' })
    await ana.getByRole('heading', { name: 'Încheiere' }).waitFor()
    expect(telephones.complaints()).toEqual([])
  })

  test('is not given: the page says what to do, and the call goes on', async () => {
    const { product } = here
    const { page } = await telephones.opens()
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await page.goto(product.network.url)
    await page.getByLabel('Numărul de pe care suni sau scrii').fill('+40700000172')
    await page.getByRole('button', { name: 'Sună', exact: true }).click()
    await page.getByRole('button', { name: 'Vorbește la microfon: +40700000172' }).click()

    await page.getByText('Browserul nu dă microfonul').waitFor()
    expect(product.network.phone('+40700000172').calls.at(-1)?.status).toBe('in-progress')
    await product.network.hangUp({ phone: '+40700000172' })
  })
})
