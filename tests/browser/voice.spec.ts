import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, contactAddress, patiently, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'
import { bytesOn, givesVoice, hears } from '../support/browser-voice.ts'

const low = 440
const high = 1_000
const third = 1_500
/** Reload, press, negotiation and sound together. */
const soon = { timeout: 5_000 }

describe.skipIf(!inject('chromium'))('a call from a browser', () => {
  const here = forThisFile()

  const atWork = async (login: string, note: number): Promise<Page> => {
    const { page } = await atTheDesk(here.product, login)
    await givesVoice(page, note)
    await page.reload()
    return page
  }
  const caller = async (): Promise<Page> => {
    const { page } = await here.product.chromium.opens()
    await givesVoice(page, low)
    await page.goto(`${here.product.url}/help`)
    await page.getByTestId('call-here').click()
    return page
  }

  test('rings in the queue, is heard both ways, is held and muted, outlives a reload and a desk that dies', async () => {
    const ana = await atWork('ana.muresan', high)
    const ioana = await atWork('ioana.dobre', third)
    const child = await caller()

    // The child hears the line's own voice at once, and stands in the queue.
    await waitingRows(ana).first().waitFor()
    await child.getByText('Un om îți răspunde îndată').waitFor()
    await expect.poll(() => bytesOn(child), patiently).toBeGreaterThan(2_000)

    // Ana answers: each hears the other.
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => hears(child, high), soon).toBe(true)
    await child.getByText('Vorbești cu un om de la 119').waitFor()

    // Held, the child hears the line and not the room; Ana hears nothing of the child.
    await ana.keyboard.press('F4')
    await expect.poll(() => hears(ana, low), soon).toBe(false)
    await expect.poll(() => hears(child, high), soon).toBe(false)
    await ana.getByText('Apelantul așteaptă').waitFor()
    await ana.keyboard.press('F4')
    await expect.poll(() => hears(ana, low), soon).toBe(true)

    // Muted, she hears and is not heard, and the screen says so.
    await ana.keyboard.press('Shift+F4')
    await ana.getByText('auzi, dar nu ești auzit').waitFor()
    await expect.poll(() => hears(child, high), soon).toBe(false)
    await ana.keyboard.press('Shift+F4')
    await ana.getByText('Vă auziți.').waitFor()

    // A reload: the same operator is talking again.
    await ana.reload()
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => hears(child, high), soon).toBe(true)

    // The desk dies. The child is told to stay, and the next operator has the call.
    await ana.close()
    await child.getByText('Un om îți răspunde îndată').waitFor({ timeout: 8_000 })
    await waitingRows(ioana).first().waitFor()
    await ioana.keyboard.press('F2')
    await expect.poll(() => hears(ioana, low), soon).toBe(true)
    await expect.poll(() => hears(child, third), soon).toBe(true)

    // The child leaves by the quick exit, and the desk is led to the wrap-up of a call that has ended.
    await child.getByRole('link', { name: 'Ieși repede' }).click()
    await child.waitForURL('**/x')
    await ioana.getByRole('heading', { name: 'Încheiere' }).waitFor()
  })
})
