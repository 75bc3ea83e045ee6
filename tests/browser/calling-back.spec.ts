import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, contactAddress, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'
import { givesVoice } from '../support/browser-voice.ts'

const note = 1_000

describe.skipIf(!inject('chromium'))('a call-back from the desk', () => {
  const here = forThisFile()

  /** A child rings and hangs up; the operator opens the call-back, where somebody says that it is safe. */
  const owedTo = async (login: string, child: string): Promise<Page> => {
    const { page } = await atTheDesk(here.product, login)
    await givesVoice(page, note)
    await page.reload()
    const { sid } = await here.product.network.placeCall({ from: child })
    await waitingRows(page)
      .filter({ hasText: `…${child.slice(-3)}` })
      .waitFor()
    await here.product.network.hangUp({ sid })
    await page.getByRole('link', { name: 'Apeluri înapoi' }).click()
    await page
      .locator('[data-pane=call-backs] li')
      .filter({ hasText: `…${child.slice(-3)}` })
      .click()
    const card = page.locator('[data-pane=call-back]')
    expect(await card.getByRole('button', { name: /^Sună/ }).isDisabled()).toBe(true)
    await card.getByText('E sigur', { exact: true }).click()
    await page.locator('[data-pane=call-backs]').getByText('sigur să suni').waitFor()
    return page
  }
  const rings = (child: string) =>
    here.product.network.seen(
      (entry) =>
        entry.what === 'call.status' && entry.status === 'ringing' && entry.sid === lastTo(child)?.sid,
      15_000,
    )
  const lastTo = (child: string) =>
    here.product.network
      .phone(child)
      .calls.filter(({ direction }) => direction === 'outbound-api')
      .at(-1)

  test('is placed by keyboard; once the child is there the contact opens, with the same sound', async () => {
    const child = '+40700000761'
    const ana = await owedTo('ana.muresan', child)
    const card = ana.locator('[data-pane=call-back]')

    await ana.keyboard.press('Control+Enter')
    await rings(child)
    await card.getByText('Sună la celălalt capăt…').waitFor()
    await here.product.network.answer({ phone: child })
    await ana.waitForURL(contactAddress)
    await ana.getByText('Vă auziți.').waitFor()
    await ana.getByRole('heading', { name: 'Evaluare' }).waitFor()
    expect(lastTo(child)?.transcript).toEqual([])

    for (const chord of ['Control+Shift+Enter', 'Control+Shift+Enter']) await ana.keyboard.press(chord)
    await ana.getByRole('heading', { name: 'Încheiere' }).waitFor()
    await expect.poll(() => lastTo(child)?.status, { timeout: 10_000 }).toBe('completed')
  })

  test('that a machine picks up is hung up on, and the screen says when to call again', async () => {
    const child = '+40700000762'
    const ioana = await owedTo('ioana.dobre', child)
    const card = ioana.locator('[data-pane=call-back]')

    await card.getByRole('button', { name: /^Sună/ }).click()
    await rings(child)
    await here.product.network.answer({ phone: child }, 'machine')

    await card.getByText('A răspuns un robot telefonic').waitFor()
    await card.getByRole('listitem').filter({ hasText: 'robot telefonic' }).waitFor()
    await expect.poll(() => lastTo(child)?.status, { timeout: 10_000 }).toBe('completed')
    await card.getByRole('button', { name: /^Sună/ }).click()
    await card.getByRole('button', { name: /^Închide/ }).click()
  })
})
