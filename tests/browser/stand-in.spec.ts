import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { response, startWorld, type World } from '../contract/carrier.support.ts'
import { patiently } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { type Chromium, openChromium } from '../support/browser-chromium.ts'

describe.skipIf(!inject('chromium'))('the page of the stand-in telephone network', () => {
  let world: World
  let chromium: Chromium
  beforeAll(async () => {
    world = await startWorld({ paceMs: 100 })
    world.product.on('/twilio/voice', response('<Pause length="600"/>'))
    chromium = await openChromium(world.carrier.url)
  })
  afterAll(async () => {
    await chromium?.close()
    await world?.stop()
  })

  test('starts a scenario, shows how it goes, and stops it', async () => {
    const { page } = await chromium.opens()
    await page.goto(world.carrier.url)
    await page.getByLabel('Cine sună și scrie').selectOption('prank-wave')
    await page.getByText(/^Val de farse: 120 de apeluri/).waitFor()
    await page.getByRole('button', { name: 'Pornește' }).click()

    await page.getByText('Scenariul prank-wave se desfășoară.').waitFor()
    await page.getByText(/^\d+ (de )?mesaje$/).waitFor()
    expect(await page.getByLabel('Cine sună și scrie').isVisible()).toBe(false)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Oprește' }).click()

    await page.getByText('Scenariul prank-wave a fost oprit.').waitFor()
    const live = () => world.carrier.phones().flatMap(({ calls }) => calls.filter(({ endedAt }) => !endedAt))
    await expect.poll(live, patiently).toEqual([])
    expect(await page.getByRole('button', { name: 'Oprește' }).count()).toBe(0)
    expect(await page.locator(':focus').textContent()).toBe('Pornește')
    expect(chromium.complaints()).toEqual([])
  })

  test('whoever gives it no microphone is told what to do, and the call goes on', async () => {
    const { page } = await chromium.opens()
    world.product.on('/twilio/voice', response('<Say>Alo</Say><Pause length="600"/>'))
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await page.goto(world.carrier.url)
    await page.getByLabel('Numărul de pe care suni sau scrii').fill('+40700000172')
    await page.getByRole('button', { name: 'Sună', exact: true }).click()
    await page.getByRole('button', { name: 'Vorbește la microfon: +40700000172' }).click()

    await page.getByText('Browserul nu dă microfonul').waitFor()
    expect(world.carrier.phone('+40700000172').calls.at(-1)?.status).toBe('in-progress')
  })
})
