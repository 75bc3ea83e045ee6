import { beforeAll, describe, expect, inject, test } from 'vitest'
import { violationsOn } from '../support/browser-axe.ts'
import { screens } from '../support/browser-screens.ts'
import { anEvening, type Stage } from '../support/browser-stage.ts'
import { forThisFile } from '../support/browser-test.ts'
import { openScreen } from '../support/browser-windows.ts'

describe.skipIf(!inject('chromium'))('axe finds nothing wrong by day in Romanian', () => {
  const here = forThisFile()
  let stage: Stage
  beforeAll(async () => {
    stage = await anEvening(here.product)
  })

  test.each(screens)('$name', async (screen) => {
    const page = await openScreen(here.product, stage, screen)
    expect(await violationsOn(page)).toEqual([])
  })
})
