import type { Page } from 'playwright-core'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { closesAsTest, contactAddress, patiently, waitingRows } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { openChromium } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'
import {
  atWork,
  givesVoice,
  hears,
  high,
  isRecorded,
  low,
  third,
  tracksOf,
} from '../support/browser-voice.ts'

/** The library itself, two webhooks, negotiation and sound together. */
const soon = { timeout: 10_000, interval: 50 }
/** As an ear would have it. */
const near = (hertz: number): unknown => expect.closeTo(hertz, -1)

describe.skipIf(!inject('chromium'))('a call by telephone', () => {
  const here = forThisFile()

  /** Somebody who hums rings, and the operator takes the call. */
  const answered = async (desk: Page, from: string) => {
    const { network } = here.product
    const call = await network.placeCall({ from, hum: low })
    await waitingRows(desk).first().waitFor()
    await desk.keyboard.press('F2')
    await desk.waitForURL(contactAddress)
    return {
      call,
      callerHears: (note: number) => Math.abs((network.note({ sid: call.sid }) ?? 0) - note) <= 10,
    }
  }
  const closes = async (desk: Page) => {
    await closesAsTest(desk)
    // A second window of theirs would keep what the next test takes from them.
    await desk.close()
  }
  const transcriptOf = (from: string) =>
    here.product.network.phone(from).calls.flatMap(({ transcript }) => transcript.map(({ text }) => text))

  test('is heard both ways through the carrier’s own library, is held, muted, reloaded, and hung up by the caller', async () => {
    const { network } = here.product
    const ana = await atWork(here.product, 'ana.muresan', high)
    const from = '+40700000151'
    const { call, callerHears } = await answered(ana, from)

    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => callerHears(high), soon).toBe(true)
    await ana.getByText('Vă auziți.').waitFor()

    // Held, the caller hears the line and not the room; Ana hears nothing of the caller.
    const said = transcriptOf(from).length
    await ana.keyboard.press('F4')
    await ana.getByText('Apelantul așteaptă').waitFor()
    await expect.poll(() => hears(ana, low), soon).toBe(false)
    await expect.poll(() => callerHears(high), soon).toBe(false)
    await expect.poll(() => transcriptOf(from).slice(said).join(), soon).toContain('Rămâneți cu noi')
    // Reloaded meanwhile, the desk still knows it.
    await ana.reload()
    await ana.getByText('Apelantul așteaptă').waitFor()
    await ana.keyboard.press('F4')
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => callerHears(high), soon).toBe(true)

    // F5 pressed in the middle of a sentence: she goes on with it.
    await ana.reload({ waitUntil: 'commit' })
    await expect.poll(() => callerHears(high), soon).toBe(false)
    await expect.poll(() => callerHears(high), soon).toBe(true)
    await ana.getByText('Vă auziți.').waitFor()

    await ana.keyboard.press('Shift+F4')
    await ana.getByText('auzi, dar nu ești auzit').waitFor()
    await expect.poll(() => callerHears(high), soon).toBe(false)
    expect(await hears(ana, low)).toBe(true)
    await ana.keyboard.press('Shift+F4')
    await expect.poll(() => callerHears(high), soon).toBe(true)

    await network.hangUp({ sid: call.sid })
    await closes(ana)
  })

  test('whose desk dies is told to stay and goes to the next desk, which hangs up', async () => {
    const { network } = here.product
    const ana = await atWork(here.product, 'ana.muresan', high)
    const ioana = await atWork(here.product, 'ioana.dobre', third)
    const from = '+40700000152'
    const { call, callerHears } = await answered(ana, from)
    await expect.poll(() => callerHears(high), soon).toBe(true)

    const said = transcriptOf(from).length
    const first = waitingRows(ioana).first()
    await ana.close()
    await Promise.all([
      expect.poll(() => transcriptOf(from).slice(said).join(), patiently).toContain('Rămâneți cu noi'),
      expect.poll(() => first.getByText('152').count(), soon).toBe(1),
    ])
    await ioana.keyboard.press('F2')
    await expect.poll(() => hears(ioana, low), soon).toBe(true)
    await expect.poll(() => callerHears(third), soon).toBe(true)

    await ioana.keyboard.press('Control+Shift+Enter')
    await ioana.keyboard.press('Control+Shift+Enter')
    await expect.poll(() => call.status, patiently).toBe('completed')
    await ioana.getByRole('heading', { name: 'Încheiere' }).waitFor()
    expect(network.journal().filter(({ what }) => what === 'bug' || what === 'document.refused')).toEqual([])
  })

  test('is spoken by whoever sits before the page of telephones, who falls silent and speaks again', async () => {
    const { product } = here
    const caller = '+40700000171'
    const ana = await atWork(product, 'ana.muresan', high)
    const telephones = await openChromium(product.network.url)
    onTestFinished(() => telephones.close())
    const { page: phone } = await telephones.opens()
    await givesVoice(phone, low)
    await phone.goto(product.network.url)
    await phone.getByLabel('Numărul de pe care suni sau scrii').fill(caller)
    await phone.getByRole('button', { name: 'Sună', exact: true }).click()
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)
    await ana.getByText('Vă auziți.').waitFor()

    await phone.getByRole('button', { name: `Vorbește la microfon: ${caller}` }).click()
    await expect.poll(() => hears(ana, low), soon).toBe(true)
    await expect.poll(() => hears(phone, high), soon).toBe(true)
    expect(await violationsOn(phone)).toEqual([])

    const stop = phone.getByRole('button', { name: `Oprește microfonul: ${caller}` })
    await stop.click()
    await expect.poll(() => hears(ana, low), soon).toBe(false)
    await phone.getByRole('button', { name: `Vorbește la microfon: ${caller}` }).click()
    await stop.waitFor()
    await phone.getByRole('button', { name: `Închide apelul ${caller}` }).click()
    await stop.waitFor({ state: 'detached' })
    await closes(ana)
    expect(telephones.complaints()).toEqual([])
  })

  test('is heard by the duty officer, who helps the operator unheard by the caller, and then speaks to both', async () => {
    const { network } = here.product
    const ana = await atWork(here.product, 'ana.muresan', high)
    const { call, callerHears } = await answered(ana, '+40700000161')
    await expect.poll(() => callerHears(high), soon).toBe(true)
    const { page: radu } = await here.product.signsIn('radu.tamas')
    await givesVoice(radu, third)
    await radu.goto(`${here.product.url}/duty`)
    await radu.getByRole('listitem').filter({ hasText: 'Ana Mureșan' }).getByRole('link').click()
    await radu.getByRole('button', { name: 'Ascultă', exact: true }).click()
    await ana.getByText('Radu Tămaș ascultă convorbirea.').waitFor()
    // The carrier mixes: of two voices an ear takes the louder, so each is heard with the other one still.
    await ana.keyboard.press('Shift+F4')
    await expect.poll(() => hears(radu, low), soon).toBe(true)
    await ana.keyboard.press('Shift+F4')
    network.hum({ sid: call.sid })
    await expect.poll(() => hears(radu, high), soon).toBe(true)
    expect(await hears(ana, third)).toBe(false)

    await radu.getByRole('button', { name: 'Șoptește' }).click()
    await ana.getByText('Radu Tămaș îți vorbește numai ție.').waitFor()
    await expect.poll(() => hears(ana, third), soon).toBe(true)
    expect(callerHears(high)).toBe(true)

    // The loudest of two voices is either: with Ana unheard, it is his.
    await radu.getByRole('button', { name: 'Vorbește', exact: true }).click()
    await ana.keyboard.press('Shift+F4')
    await expect.poll(() => callerHears(third), soon).toBe(true)
    await radu.getByRole('button', { name: 'Ieși', exact: true }).click()
    await expect.poll(() => callerHears(third), soon).toBe(false)
    await ana.getByText('Radu Tămaș vorbește cu voi amândoi.').waitFor({ state: 'hidden' })

    await network.hangUp({ sid: call.sid })
    await closes(ana)
    await radu.close()
  })

  test('is kept on two tracks, one for each voice, and not while the operator wants it not to be', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const { call, callerHears } = await answered(ana, '+40700000162')
    await expect.poll(() => callerHears(high), soon).toBe(true)
    await isRecorded(ana)
    await ana.waitForTimeout(1_500)
    await ana.getByRole('button', { name: 'Oprește', exact: true }).click()
    await ana.getByText('Nu se înregistrează acum.').waitFor()
    await ana.waitForTimeout(1_500)
    await ana.getByRole('button', { name: 'Reia înregistrarea' }).click()
    await ana.getByText('Se înregistrează.').waitFor()
    await ana.waitForTimeout(1_000)
    const address = ana.url()
    await here.product.network.hangUp({ sid: call.sid })

    // The duty officer says why, and hears.
    const { page: radu } = await here.product.signsIn('radu.tamas')
    await radu.goto(address)
    await radu.getByRole('button', { name: 'Ascultă înregistrarea' }).click()
    await radu.getByRole('button', { name: 'Evaluarea calității' }).click()
    await radu.getByRole('checkbox', { name: 'Ce aude apelantul' }).waitFor()
    const [one, other, ...more] = await tracksOf(radu, address.split('/').at(-1) ?? '')
    expect(more).toEqual([])
    expect(one).toMatchObject({ voice: 'caller', note: near(low) })
    expect(other).toMatchObject({ voice: 'operator', note: near(high) })
    for (const { seconds = 0, silent = 0 } of [one ?? {}, other ?? {}]) {
      expect(seconds).toBeGreaterThan(3)
      expect(silent).toBeGreaterThan(1)
    }
    await closes(ana)
  })
})
