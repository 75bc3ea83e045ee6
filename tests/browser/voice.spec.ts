import { describe, expect, inject, test } from 'vitest'
import { closesAsTest, contactAddress, patiently, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'
import {
  atWork,
  bytesOn,
  callsFromThePage,
  givesVoice,
  hears,
  high,
  isRecorded,
  low,
  third,
  tracksOf,
} from '../support/browser-voice.ts'

/** Reload, press, negotiation and sound together. */
const soon = { timeout: 5_000 }
/** As an ear would have it. */
const near = (hertz: number): unknown => expect.closeTo(hertz, -1)

describe.skipIf(!inject('chromium'))('a call from a browser', () => {
  const here = forThisFile()

  test('rings in the queue, is heard both ways, is held and muted, outlives a reload and a desk that dies', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const ioana = await atWork(here.product, 'ioana.dobre', third)
    const child = await callsFromThePage(here.product)

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

  test('is heard by the duty officer, who helps the operator unheard by the caller, and then speaks to both', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const child = await callsFromThePage(here.product)
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await expect.poll(() => hears(child, high), soon).toBe(true)

    // Radu listens: he hears both, and nobody hears him; Ana sees that he does.
    const { page: radu } = await here.product.signsIn('radu.tamas')
    await givesVoice(radu, third)
    await radu.goto(`${here.product.url}/duty`)
    await radu.getByRole('listitem').filter({ hasText: 'Ana Mureșan' }).getByRole('link').click()
    await radu.getByRole('button', { name: 'Ascultă', exact: true }).click()
    await ana.getByText('Radu Tămaș ascultă convorbirea.').waitFor()
    await expect.poll(() => hears(radu, low), soon).toBe(true)
    await expect.poll(() => hears(radu, high), soon).toBe(true)
    expect(await hears(ana, third)).toBe(false)

    // He whispers: Ana hears him and the child does not.
    await radu.getByRole('button', { name: 'Șoptește' }).click()
    await ana.getByText('Radu Tămaș îți vorbește numai ție.').waitFor()
    await expect.poll(() => hears(ana, third), soon).toBe(true)
    expect(await hears(child, third)).toBe(false)

    // He speaks to both, and leaves.
    await radu.getByRole('button', { name: 'Vorbește', exact: true }).click()
    await expect.poll(() => hears(child, third), soon).toBe(true)
    await radu.getByRole('button', { name: 'Ieși', exact: true }).click()
    await expect.poll(() => hears(child, third), soon).toBe(false)
    await ana.getByText('Radu Tămaș vorbește cu voi amândoi.').waitFor({ state: 'hidden' })

    await child.getByRole('button', { name: 'Închide' }).click()
    await closesAsTest(ana)
  })

  test('is kept on two tracks, one for each voice, and not while the operator wants it not to be', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const child = await callsFromThePage(here.product)
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await isRecorded(ana)
    await expect.poll(() => hears(child, high), soon).toBe(true)
    await ana.waitForTimeout(3_000)
    await ana.getByRole('button', { name: 'Oprește', exact: true }).click()
    await ana.getByText('Nu se înregistrează acum.').waitFor()
    await ana.waitForTimeout(2_000)
    await ana.getByRole('button', { name: 'Reia înregistrarea' }).click()
    await ana.getByText('Se înregistrează.').waitFor()
    await ana.waitForTimeout(1_500)
    await child.getByRole('button', { name: 'Închide' }).click()
    await ana.getByRole('heading', { name: 'Încheiere' }).waitFor()

    // The duty officer says why, and hears.
    const { page: radu } = await here.product.signsIn('radu.tamas')
    await radu.goto(ana.url())
    await radu.getByRole('button', { name: 'Ascultă înregistrarea' }).click()
    await radu.getByRole('button', { name: 'Evaluarea calității' }).click()
    await radu.getByRole('checkbox', { name: 'Apelantul' }).waitFor()
    await radu.getByRole('checkbox', { name: 'Operatorul' }).waitFor()
    const contactId = ana.url().split('/').at(-1) ?? ''
    const [one, other, ...more] = await tracksOf(radu, contactId)
    expect(more).toEqual([])
    expect(one).toMatchObject({ voice: 'caller', note: near(low) })
    expect(other).toMatchObject({ voice: 'operator', note: near(high) })
    for (const { seconds = 0, silent = 0 } of [one ?? {}, other ?? {}]) {
      expect(seconds).toBeGreaterThan(5)
      expect(silent).toBeGreaterThan(1.5)
    }
  })
})
