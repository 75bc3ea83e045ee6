import { beforeAll, describe, expect, inject, test } from 'vitest'
import { atTheDesk, contactAddress, waitingRows } from '../support/browser-acts.ts'
import type { Person } from '../support/browser-chromium.ts'
import { forThisFile } from '../support/browser-test.ts'

describe.skipIf(!inject('chromium'))('by keyboard alone', () => {
  const here = forThisFile()
  let ana: Person
  let pressed: string[] = []
  beforeAll(async () => {
    ana = await atTheDesk(here.product, 'ana.muresan')
    await ana.page.evaluate(watchMouse)
  })

  const press = async (...chords: string[]) => {
    pressed.push(...chords)
    for (const chord of chords) await ana.page.keyboard.press(chord)
  }
  /** What somebody says on the line: free text is not counted among the key actions. */
  const types = (text: string) => ana.page.keyboard.type(text)
  const rings = async (from: string) => {
    await here.product.network.placeCall({ from })
    await waitingRows(ana.page)
      .filter({ hasText: `…${from.slice(-3)}` })
      .waitFor()
    pressed = []
  }
  const mouse = () => ana.page.evaluate<string[]>('window.veghe_mouse')

  test('danger at once: from the ring to the dispatch in at most five key actions, with an empty form', async () => {
    await rings('+40700000001')
    await press('F2')
    await ana.page.waitForURL(contactAddress)
    await ana.page.getByRole('button', { name: 'Pericol imediat' }).waitFor()
    await press('F9')
    await ana.page.getByRole('dialog').getByRole('radio', { checked: true }).waitFor()
    await press('Control+Enter')
    await ana.page.getByText(/^Trimis la \d\d:\d\d · caz \d{4}-CJ-0001$/).waitFor()

    expect(pressed.length).toBeLessThanOrEqual(5)
    expect(await mouse()).toEqual([])
    const [sent] = await ana.asks('dispatch.board', {})
    expect(sent).toMatchObject({ step: 'sent', teamName: 'Echipa 1', place: null })
  })

  test('the call is over in two presses and the contact closed in two more', async () => {
    await press('Control+Shift+Enter')
    await ana.page.getByRole('button', { name: 'Apasă încă o dată' }).waitFor()
    await press('Control+Shift+Enter')
    await ana.page.getByRole('heading', { name: 'Încheiere' }).waitFor()
    await press('1', 'Control+Enter')
    await ana.page.waitForURL('**/console')
    expect(await mouse()).toEqual([])
  })

  test('place, danger now, injured and the class, then the team: at most ten key actions', async () => {
    await rings('+40700000002')
    await press('F2')
    await ana.page.getByRole('combobox', { name: 'Localitate' }).waitFor()
    await types('floresti')
    await ana.page.getByRole('option', { name: 'Florești' }).first().waitFor()
    await press('Enter')
    await types('str. Eroilor nr. 12, ap. 4')
    await press('Enter')
    await ana.page.getByText('str. Eroilor nr. 12, ap. 4').waitFor()
    await ana.page.getByText('„Se întâmplă chiar acum').waitFor()
    await press('1')
    await ana.page.getByText('„Este cineva rănit').waitFor()
    await press('1')
    await ana.page.locator('[data-pane=triage]').getByText('Critic', { exact: true }).waitFor()
    await press('F8')
    await ana.page.getByRole('dialog').getByText('str. Eroilor nr. 12, ap. 4, Florești').waitFor()
    await press('Control+Enter')
    await ana.page.getByText(/^Trimis la \d\d:\d\d · caz \d{4}-CJ-0002$/).waitFor()

    expect(pressed).toEqual(['F2', 'Enter', 'Enter', '1', '1', 'F8', 'Control+Enter'])
    expect(await mouse()).toEqual([])
    const sent = await ana.asks('dispatch.board', {})
    expect(sent.find(({ caseNumber }) => caseNumber.endsWith('0002'))).toMatchObject({
      ...{ step: 'sent', priority: 'P0', place: 'Florești', teamName: 'Echipa 2' },
    })
  })

  test('Esc closes the uppermost layer and never ends, clears or sends', async () => {
    const commands: string[] = []
    ana.page.on('request', (sent) => {
      if (sent.headers()['idempotency-key']) commands.push(sent.url())
    })
    const heard = ana.page.getByRole('textbox', { name: 'Ce aud' })
    await heard.fill('țipete, apoi liniște')
    for (const layer of ['F8', 'F9', 'Shift+F9', 'Shift+F8', 'F1', 'Control+k']) {
      await press(layer)
      await ana.page.getByRole('dialog').waitFor()
      await press('Escape')
      await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    for (let times = 0; times < 20; times++) await press('Escape')
    expect(await heard.inputValue()).toBe('țipete, apoi liniște')
    expect(ana.page.url()).toContain('/console/contact/')
    expect(await ana.page.getByRole('button', { name: 'Încheie convorbirea' }).isEnabled()).toBe(true)
    expect(commands).toEqual([])
  })
})

/** Whatever a hand on a mouse would do; a click that a key made on a button is not among it. */
const watchMouse = `
  window.veghe_mouse = []
  for (const name of ['pointerdown', 'mousedown', 'mousemove', 'wheel'])
    addEventListener(name, () => window.veghe_mouse.push(name), true)
`
