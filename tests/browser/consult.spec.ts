import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { closesAsTest, contactAddress, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'
import { atWork, callsFromThePage, hears, high, low, third } from '../support/browser-voice.ts'

/** Two desks, the server and sound together. */
const soon = { timeout: 10_000, interval: 50 }

describe.skipIf(!inject('chromium'))('a colleague asked about a call', () => {
  const here = forThisFile()

  /** One asks the other by the keys of the desk, and the other opens the question from wherever they are. */
  const asks = async (holder: Page, colleague: Page, [from, to]: readonly [string, string]) => {
    await holder.keyboard.press('Shift+F2')
    await holder.getByRole('dialog').getByRole('button', { name: to }).click()
    await holder.getByText(`${to} a primit întrebarea`).waitFor()
    await colleague.getByRole('link', { name: `${from} te întreabă` }).click()
    await colleague.getByRole('heading', { name: `${from} te întreabă` }).waitFor()
  }

  test('from a browser: waits while the two speak, is all three’s, and is the colleague’s on the same line', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const ioana = await atWork(here.product, 'ioana.dobre', third)
    const child = await callsFromThePage(here.product)
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await expect.poll(() => hears(child, high), soon).toBe(true)
    await ana.getByRole('textbox', { name: 'Ce aud' }).fill('Plânge, vorbește în șoaptă.')
    await ana.keyboard.press('Control+Enter')

    // Asked, the colleague reads what was heard; the child still speaks with Ana.
    await asks(ana, ioana, ['Ana Mureșan', 'Ioana Dobre'])
    await ioana.getByText('Plânge, vorbește în șoaptă.').waitFor()
    expect(await hears(child, high)).toBe(true)

    // In: the two hear each other, the child hears the line and is heard by nobody.
    await ioana.keyboard.press('Control+Enter')
    await ana.getByText('Vorbești cu Ioana Dobre. Apelantul așteaptă').waitFor()
    await expect.poll(() => hears(ana, third), soon).toBe(true)
    await expect.poll(() => hears(ioana, high), soon).toBe(true)
    await ioana.getByText('Apelantul așteaptă și nu vă aude.').waitFor()
    await expect.poll(() => hears(child, high), soon).toBe(false)
    expect(await hears(child, third)).toBe(false)
    await expect.poll(() => hears(ioana, low), soon).toBe(false)

    // All three.
    await ana.getByRole('button', { name: 'Toți trei' }).click()
    await expect.poll(() => hears(child, high), soon).toBe(true)
    await expect.poll(() => hears(child, third), soon).toBe(true)
    await expect.poll(() => hears(ioana, low), soon).toBe(true)
    await ioana.getByText('Vorbiți toți trei').waitFor()

    // Handed over, with what was typed and not added yet; the colleague's voice does not stop.
    await ana.getByRole('textbox', { name: 'Ce aud' }).fill('Ușa e încuiată.')
    await ana.getByRole('button', { name: 'Predă apelul' }).click()
    await ioana.getByRole('heading', { name: 'Evaluare' }).waitFor()
    expect(await hears(child, third)).toBe(true)
    await expect.poll(() => hears(child, high), soon).toBe(false)
    await ioana.getByText('Vă auziți.').waitFor()
    await ioana.getByText('Ușa e încuiată.').waitFor()
    await ana.getByText('Contactul este la Ioana Dobre.').waitFor()
    // One sends a team for a child, and that is Ioana now.
    await ana.getByText('Contactul este la Ioana Dobre: de acolo se trimite echipa.').waitFor()
    expect(await ana.getByRole('button', { name: 'Pericol imediat' }).isDisabled()).toBe(true)
    await ana.getByRole('button', { name: 'Starea ta: Disponibil' }).waitFor()

    await child.getByRole('button', { name: 'Închide' }).click()
    await closesAsTest(ioana)
    for (const page of [ana, ioana]) await page.close()
  })

  test('by telephone: says no, is asked again, comes in through the carrier, and the call comes to them', async () => {
    const { network } = here.product
    const ioana = await atWork(here.product, 'ioana.dobre', high)
    const ana = await atWork(here.product, 'ana.muresan', third)
    const names = ['Ioana Dobre', 'Ana Mureșan'] as const
    const call = await network.placeCall({ from: '+40700000161', hum: low })
    const callerHears = (note: number) => Math.abs((network.note({ sid: call.sid }) ?? 0) - note) <= 10
    await waitingRows(ioana).first().waitFor()
    await ioana.keyboard.press('F2')
    await ioana.waitForURL(contactAddress)
    await expect.poll(() => callerHears(high), soon).toBe(true)

    await asks(ioana, ana, names)
    await ana.getByRole('button', { name: 'Nu pot acum' }).click()
    await ioana.getByText('Ana Mureșan nu intră în convorbire.').waitFor()
    await ana.getByText('Întrebarea s-a încheiat.').waitFor()
    await ana.getByRole('link', { name: 'La coadă' }).click()
    expect(callerHears(high)).toBe(true)

    await asks(ioana, ana, names)
    await ana.keyboard.press('Control+Enter')
    await expect.poll(() => hears(ioana, third), soon).toBe(true)
    await expect.poll(() => hears(ana, high), soon).toBe(true)
    await expect.poll(() => callerHears(high), soon).toBe(false)
    expect(await hears(ana, low)).toBe(false)

    await ioana.getByRole('button', { name: 'Predă apelul' }).click()
    await ana.getByRole('heading', { name: 'Evaluare' }).waitFor()
    await expect.poll(() => callerHears(third), soon).toBe(true)
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => hears(ioana, low), soon).toBe(false)
    await ioana.getByText('Contactul este la Ana Mureșan.').waitFor()

    await network.hangUp({ sid: call.sid })
    await ana.getByRole('heading', { name: 'Încheiere' }).waitFor()
    expect(network.journal().filter(({ what }) => what === 'bug' || what === 'document.refused')).toEqual([])
  })
})
