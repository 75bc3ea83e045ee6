import { CALL_BACK_NUMBER } from '@veghe/infra/carrier/leg.ts'
import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { closesAsTest, contactAddress, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { forThisFile } from '../support/browser-test.ts'
import { atWork, hears, high, low } from '../support/browser-voice.ts'

/** The library itself, two webhooks, negotiation and sound together. */
const soon = { timeout: 10_000, interval: 50 }

describe.skipIf(!inject('chromium'))('a call-back from the desk', () => {
  const here = forThisFile()

  /** A child rings and hangs up; the operator opens the call-back, where somebody says that it is safe. */
  const owedTo = async (login: string, child: string): Promise<Page> => {
    const page = await atWork(here.product, login, high)
    const { sid } = await here.product.network.placeCall({ from: child })
    await waitingRows(page)
      .filter({ hasText: `…${child.slice(-3)}` })
      .waitFor()
    await here.product.network.hangUp({ sid })
    await page.getByRole('link', { name: 'Apeluri înapoi' }).click()
    await rowOf(page, child).click()
    const card = page.locator('[data-pane=call-back]')
    expect(await card.getByRole('button', { name: /^Sună/ }).isDisabled()).toBe(true)
    await card.getByText('Nu se știe dacă e sigur să suni.').waitFor()
    await card.getByText('E sigur', { exact: true }).click()
    await rowOf(page, child).getByText('sigur să suni').waitFor()
    return page
  }
  const rowOf = (page: Page, child: string) =>
    page.locator('[data-pane=call-backs] li').filter({ hasText: `…${child.slice(-3)}` })
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

  /** It rings, the child picks up, and the contact opens. */
  const reached = async (desk: Page, child: string) => {
    await rings(child)
    await here.product.network.answer({ phone: child })
    await desk.waitForURL(contactAddress)
  }
  const notedAs = (desk: Page, result: string) =>
    desk.locator('[data-pane=call-back]').getByRole('listitem').filter({ hasText: result }).waitFor()

  test('is placed by keyboard; once the child is there the contact opens, and each hears the other on the same line', async () => {
    const child = '+40700000761'
    const ana = await owedTo('ana.muresan', child)
    const card = ana.locator('[data-pane=call-back]')

    await ana.keyboard.press('Control+Enter')
    await card.getByText('Sună la celălalt capăt…').waitFor()
    await rowOf(ana, child).getByText('Ana Mureșan sună acum.').waitFor()
    await reached(ana, child)
    await ana.getByText('Vă auziți.').waitFor()
    const { network } = here.product
    network.hum({ phone: child }, low)
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => Math.abs((network.note({ phone: child }) ?? 0) - high) <= 10, soon).toBe(true)
    await ana.getByText('Nu spune numele liniei până nu știi cu cine vorbești.').waitFor()
    await ana.getByRole('heading', { name: 'Evaluare' }).waitFor()
    expect(await violationsOn(ana)).toEqual([])
    expect(lastTo(child)).toMatchObject({ from: CALL_BACK_NUMBER, transcript: [] })

    for (const chord of ['Control+Shift+Enter', 'Control+Shift+Enter']) await ana.keyboard.press(chord)
    await expect.poll(() => lastTo(child)?.status, { timeout: 10_000 }).toBe('completed')
    await closesAsTest(ana)
    await ana.close()
  })

  test('that the child hangs up ends in the wrap-up', async () => {
    const child = '+40700000763'
    const ana = await owedTo('ana.muresan', child)
    await ana.keyboard.press('Control+Enter')
    await reached(ana, child)

    await here.product.network.hangUp({ phone: child })

    await closesAsTest(ana)
    await ana.close()
  })

  test('that somebody else picks up ends with two clicks, and stands in the list with its time', async () => {
    const child = '+40700000764'
    const ana = await owedTo('ana.muresan', child)
    await ana.keyboard.press('Control+Enter')
    await reached(ana, child)
    await ana.getByText('Vă auziți.').waitFor()

    await ana.getByRole('button', { name: 'Nu e cine trebuia' }).click()
    await ana.getByRole('button', { name: 'Număr greșit' }).click()

    await ana.waitForURL('**/console/call-backs')
    await expect.poll(() => lastTo(child)?.status, soon).toBe('completed')
    await rowOf(ana, child).click()
    await notedAs(ana, 'număr greșit')
    await ana.getByText('Nu a răspuns cine trebuia. Apelul înapoi rămâne deschis.').waitFor()
    await ana.close()
  })

  test('that a machine picks up is hung up on, and the screen says when to call again', async () => {
    const child = '+40700000762'
    const ioana = await owedTo('ioana.dobre', child)
    const card = ioana.locator('[data-pane=call-back]')

    await card.getByRole('button', { name: /^Sună/ }).click()
    await rings(child)
    await here.product.network.answer({ phone: child }, 'machine')

    await card.getByText('A răspuns un robot telefonic').waitFor()
    await notedAs(ioana, 'robot telefonic')
    await expect.poll(() => lastTo(child)?.status, { timeout: 10_000 }).toBe('completed')

    await card.getByRole('button', { name: /^Sună/ }).click()
    await card.getByText('Sună la celălalt capăt…').waitFor()
    await here.product.network.decline({ phone: child })
    await card.getByText('Este ocupat. Sună din nou până la').waitFor()
    await notedAs(ioana, 'ocupat')
    await card.getByRole('button', { name: /^Sună/ }).click()
    await card.getByRole('button', { name: /^Închide/ }).click()
    await rowOf(ioana, child).waitFor()
  })
})
