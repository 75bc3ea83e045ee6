import { describe, expect, inject, test } from 'vitest'
import { atTheDesk } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { forThisFile } from '../support/browser-test.ts'

describe.skipIf(!inject('chromium'))('a voice message', () => {
  const here = forThisFile()

  test('stands with the call-back of whoever left it, says how long it is, and is heard there', async () => {
    const child = '+40700000771'
    const { network } = here.product
    const { page } = await atTheDesk(here.product, 'ana.muresan')
    network.faults({ fullQueues: 1 })
    const { sid } = await network.placeCall({ from: child, hum: 440 })
    await network.seen((entry) => entry.what === 'recording.status' && entry.sid === sid, 40_000)
    await network.hangUp({ sid })

    await page.getByRole('link', { name: 'Apeluri înapoi' }).click()
    const row = page.locator('[data-pane=call-backs] li').filter({ hasText: '…771' })
    await row.getByText(/a lăsat un mesaj vocal, \d+ s/).waitFor()
    await row.click()
    const card = page.locator('[data-pane=call-back]')
    await card.getByText(/a lăsat un mesaj vocal, \d+ s/).waitFor()
    await card.getByRole('button', { name: 'Ascultă mesajul vocal' }).click()
    const player = page.locator('audio')
    // The sound comes from the network a few seconds after the message.
    await expect
      .poll(
        async () => {
          if ((await player.count()) > 0) return true
          const again = page.getByRole('button', { name: 'Reîncearcă' })
          if (await again.isVisible()) await again.click()
          return false
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true)

    await expect
      .poll(() => player.evaluate((one) => one instanceof HTMLAudioElement && one.duration > 0))
      .toBe(true)
    expect(await violationsOn(page)).toEqual([])
  })
})
