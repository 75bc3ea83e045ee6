import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { patiently } from '../support/browser-acts.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'
import { floresti } from '../support/desk.ts'

const steps = ['Am plecat', 'Am ajuns', 'Sunt cu copilul']

/** How far the page reaches beyond the phone's edge; what one would have to push sideways to read. */
const overhang = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - innerWidth')

async function heightOf(page: Page, button: string): Promise<number> {
  const box = await page.getByRole('button', { name: button }).boundingBox()
  return box?.height ?? 0
}

describe.skipIf(!inject('chromium'))('the phone of a team', () => {
  const here = forThisFile()
  let ioana: Person
  let vlad: Person
  beforeAll(async () => {
    ioana = await here.product.signsIn('ioana.dobre', { opens: '/duty' })
    vlad = await here.product.signsIn('vlad.pop', { phone: true, opens: '/field' })
  })

  /** Somebody walks in with a report, and the first team goes. */
  const sends = async () => {
    const [team] = (await ioana.asks('oncall.teams', {})).toSorted((a, b) => a.name.localeCompare(b.name))
    const text = 'Copil singur acasă, plânge de o oră.'
    const entered = { channel: 'walk_in' as const, receivedAt: new Date(), text, place: floresti }
    const { contactId } = await ioana.does('intake.enter', entered)
    const sent = { contactId, priority: 'P1' as const, note: 'Câine în curte. Sunați jos.' }
    return ioana.does('cases.sendTeam', { ...sent, ...(team ? { teamId: team.id } : {}) })
  }
  const reports = async (caseId: Awaited<ReturnType<typeof sends>>['caseId']) => {
    const { timeline } = await ioana.asks('cases.view', { caseId })
    const said = timeline.filter(({ kind }) => kind.startsWith('dispatch.') && kind !== 'dispatch.sent')
    return said.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime())
  }

  test('fits a small phone, and what answers is as high as a thumb in a glove', async () => {
    const { page } = vlad
    await page.getByText('Nicio intervenție acum.').waitFor()
    expect(await overhang(page)).toBe(0)

    await sends()
    await page.getByRole('button', { name: 'Preiau' }).waitFor()
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 })
      expect(await overhang(page)).toBe(0)
      expect(await heightOf(page, 'Preiau')).toBeGreaterThanOrEqual(96)
      expect(await heightOf(page, 'Nu pot')).toBeGreaterThanOrEqual(64)
    }
    await page.setViewportSize({ width: 360, height: 740 })

    await page.getByRole('button', { name: 'Preiau' }).tap()
    await page.getByRole('button', { name: 'Am plecat' }).waitFor()
    expect(await overhang(page)).toBe(0)
    expect(await heightOf(page, 'Am plecat')).toBeGreaterThanOrEqual(96)
    expect(await heightOf(page, 'SOS')).toBeGreaterThanOrEqual(64)
  })

  test('without signal every step is kept, outlives a reload, and is told once and in order when it returns', async () => {
    const { page, context } = vlad
    const [running] = await ioana.asks('dispatch.board', {})
    if (!running) throw new Error('A dispatch runs from the test before.')
    await expect.poll(async () => (await reports(running.caseId)).length, patiently).toBe(1)
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')

    await context.setOffline(true)
    for (const step of steps) await page.getByRole('button', { name: step }).tap()
    await page.getByText('3 netrimise').first().waitFor()

    await page.reload()
    await page.getByText('str. Eroilor nr. 12').waitFor()
    await page.getByText('Câine în curte. Sunați jos.').waitFor()
    await page.getByText('3 netrimise').first().waitFor()
    await page.getByRole('button', { name: 'Copil în siguranță' }).waitFor()

    const back = new Date()
    await context.setOffline(false)
    await expect.poll(async () => (await reports(running.caseId)).length, patiently).toBe(4)
    await page.getByText('Legătură bună').waitFor()
    const [accepted, ...told] = await reports(running.caseId)
    expect(accepted?.kind).toBe('dispatch.acknowledged')
    expect(told.map(({ kind }) => kind)).toEqual([
      'dispatch.enRoute',
      'dispatch.onScene',
      'dispatch.childSeen',
    ])
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted((a, b) => +a - +b))
    for (const { at } of told) expect(at < back).toBe(true)
  })
})
