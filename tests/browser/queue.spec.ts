import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import {
  atTheDesk,
  contactAddress,
  endsWith,
  patiently,
  takesNext,
  waitingRows,
} from '../support/browser-acts.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'

const lostWords =
  'Conexiune pierdută. Apelurile continuă pe telefonul de birou, post 1 și 2. Ce scrii se păstrează pe acest calculator.'

describe.skipIf(!inject('chromium'))('the queue on the screen', () => {
  const here = forThisFile()
  let ana: Person
  let ioana: Person
  beforeAll(async () => {
    ana = await atTheDesk(here.product, 'ana.muresan')
    ioana = await atTheDesk(here.product, 'ioana.dobre')
  })

  const texts = async (from: string, body: string) => {
    const before = await waitingRows(ana.page).count()
    await here.product.network.sendText({ from, body })
    await waitingRows(ana.page).nth(before).waitFor()
  }

  test('a text that names danger overtakes those that wait, and the screen says why', async () => {
    await texts('+40700000011', 'Bună ziua, unde se depune cererea de alocație?')
    await texts('+40700000012', 'Aș vrea să vorbesc cu cineva despre școală')
    await texts('+40700000013', 'mă bate acum, nu pot vorbi')

    const first = await waitingRows(ana.page).first().textContent()
    expect(first).toContain('„mă bate acum, nu pot vorbi”')
    expect(first).toContain('posibil P0')
    const next = await ana.page.locator('[data-pane=next]').textContent()
    expect(next).toMatch(/De ce primul\s*posibil P0: «mă bate acum» · hotărăște un om/)

    await takesNext(ana)
    await ana.page.getByRole('log', { name: 'Mesaje' }).getByText('mă bate acum').waitFor()
    await ana.page.getByText('nu s-a pus nicio clasă; hotărăști tu').waitFor()
  })

  test('two operators press F2 together: each has one; of a single one, one has it and the other reads why', async () => {
    const both = [ana, ioana]
    const together = () => Promise.all(both.map(({ page }) => page.keyboard.press('F2')))
    await endsWith(ana, 'Consiliere dată')
    await together()
    await Promise.all(both.map(({ page }) => page.waitForURL(contactAddress)))
    expect(ana.page.url()).not.toBe(ioana.page.url())
    for (const one of both) await endsWith(one, 'Test')

    for (const round of [1, 2, 3]) {
      await texts(`+4070000002${round}`, 'Mă mai puteți suna și mâine?')
      await waitingRows(ioana.page).first().waitFor()
      await together()
      const winner = await Promise.race(
        both.map((one) => one.page.waitForURL(contactAddress).then(() => one)),
      )
      const [loser] = both.filter((one) => one !== winner)
      await loser?.page.getByText('Niciun contact nu așteaptă.').first().waitFor()
      expect(loser?.page.url()).toMatch(/\/console$/)
      expect(await loser?.page.getByRole('dialog').count()).toBe(0)
      await endsWith(winner, 'Test')
    }
  })

  test('a line that is cut is said within five seconds, and what was typed outlives it and a reload', async () => {
    await texts('+40700000031', 'Vecinii de la doi se ceartă iar')
    await takesNext(ana)
    const reply = ana.page.getByRole('textbox', { name: 'Răspuns' })
    await reply.fill('Suntem aici. Copilul este acasă acum?')

    await here.product.web.kill9()
    await ana.page.getByRole('alert').getByText(lostWords).waitFor({ timeout: 5_000 })
    await ioana.page.getByText(lostWords).waitFor({ timeout: 5_000 })
    await reply.press('End')
    await reply.pressSequentially(' Ce auziți?')
    await here.product.web.start()
    await ana.page.getByText(lostWords).waitFor({ state: 'detached' })

    await ana.page.reload()
    const typed = 'Suntem aici. Copilul este acasă acum? Ce auziți?'
    await expect.poll(() => reply.inputValue(), patiently).toBe(typed)
    await reply.press('Control+Enter')
    await ana.page.getByRole('log', { name: 'Mesaje' }).getByText(typed).waitFor()
    await expect
      .poll(() => here.product.network.phone('+40700000031').texts.at(-1)?.body, patiently)
      .toBe(typed)
  })

  test('the wrap-up of a text shows what was written', async () => {
    await ana.page.keyboard.press('Control+Shift+Enter')
    const ahead = ana.page.locator('[data-pane=ahead]')
    for (const written of ['Vecinii de la doi se ceartă iar', 'Suntem aici. Copilul este acasă acum?'])
      await ahead.getByText(written).waitFor()
    await ana.page.getByRole('button', { name: 'Înapoi la evaluare' }).click()
  })

  test('a contact given back is one key away from help until somebody else has it', async () => {
    const { page } = ana
    const contactId = ContactId.parse(new URL(page.url()).pathname.split('/').at(-1))
    await ana.does('queue.release', { contactId, reason: 'language' })
    await page.getByText('Contactul nu mai este la tine: s-a întors în coadă.').waitFor()

    await page.keyboard.press('F9')

    await page.getByRole('dialog', { name: 'Pericol imediat' }).waitFor()
  })
})
