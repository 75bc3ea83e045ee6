import { describe, expect, inject, test } from 'vitest'
import { atTheDesk, patiently, takesNext } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'

const inFloresti = { 'X-Cell-Id': '001-01-12A0-F1B2C3' }

describe.skipIf(!inject('chromium'))('where a call comes from', () => {
  const here = forThisFile()
  let ana: Person

  const takes = async (from: string, headers?: Record<string, string>) => {
    ana ??= await atTheDesk(here.product, 'ana.muresan')
    await here.product.network.placeCall({ from, ...(headers ? { headers } : {}) })
    await ana.page.locator('[role=grid] [data-priority]').first().waitFor()
    await takesNext(ana)
    return ana.page.locator('[data-pane=triage]')
  }
  const locality = () => ana.page.getByRole('combobox', { name: 'Localitate' })
  const hangsUp = async (from: string) => {
    await here.product.network.hangUp({ phone: from })
    await ana.page.getByRole('heading', { name: 'Încheiere' }).waitFor()
    await ana.page.getByRole('button', { name: 'Test', exact: false }).first().click()
    await ana.page.waitForURL('**/console')
  }

  test('is shown as unconfirmed, and Enter makes it the place', async () => {
    const triage = await takes('anonymous', { ...inFloresti, 'X-PAI': 'tel:+40700000009' })

    await triage.getByText('neconfirmat', { exact: true }).waitFor()
    await triage.getByText('lângă Florești', { exact: true }).waitFor()
    await triage.getByText(/^celula 001-01-12A0-F1B2C3, rază 1,5 km, de acum \d+ s$/).waitFor()
    await ana.page.getByText('număr ascuns de apelant, cunoscut de rețea').waitFor()
    await expect.poll(() => locality().inputValue(), patiently).toBe('Florești')
    expect(await violationsOn(ana.page)).toEqual([])

    await ana.page.keyboard.press('Enter')

    await triage.getByText(/^confirmat /).waitFor()
    await triage.getByText(/rețeaua arată același loc, ±1,5 km/).waitFor()
    expect(await triage.getByText('neconfirmat', { exact: true }).count()).toBe(0)
    await hangsUp('anonymous')
  })

  test('is typed over by what the caller says, and stays beside it', async () => {
    const triage = await takes('+40700000021', inFloresti)
    await triage.getByText('neconfirmat', { exact: true }).waitFor()

    await ana.page.keyboard.type('apahida')
    await ana.page.getByRole('option', { name: 'Apahida' }).first().waitFor()
    await ana.page.keyboard.press('Enter')
    await ana.page.keyboard.press('Enter')

    await triage.getByText(/^confirmat /).waitFor()
    await triage.getByText('Apahida', { exact: true }).waitFor()
    await triage.getByText(/rețeaua arată: lângă Florești, ±1,5 km/).waitFor()
    await hangsUp('+40700000021')
  })

  test('by a measured position goes along as a landmark, but not with another place', async () => {
    const triage = await takes('+40700000023', { 'X-Geo': 'geo:46.7460,23.4920;u=300;age=125;src=handset' })
    const landmark = triage.getByRole('textbox', { name: 'Reper, cum se ajunge' })
    await triage.getByText(/^poziția telefonului, rază 300 m, de acum 2 min$/).waitFor()
    expect(await landmark.inputValue()).toBe('46.74600, 23.49200 ±300 m')

    await ana.page.keyboard.type('apahida')

    await expect.poll(() => landmark.inputValue(), patiently).toBe('')
    await hangsUp('+40700000023')
  })

  test('is nowhere on the screen when the network says nothing of it', async () => {
    const triage = await takes('+40700000022')

    await locality().waitFor()
    expect(await locality().inputValue()).toBe('')
    expect(await triage.getByText('neconfirmat', { exact: true }).count()).toBe(0)
    expect(await ana.page.getByText('număr ascuns').count()).toBe(0)
  })
})
