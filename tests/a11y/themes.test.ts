import { Locale, Theme } from '@veghe/shared/identity/identity.codes.ts'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { patiently } from '../support/browser-acts.ts'
import { violationsOn } from '../support/browser-axe.ts'
import { screens } from '../support/browser-screens.ts'
import { anEvening, type Stage } from '../support/browser-stage.ts'
import { forThisFile } from '../support/browser-test.ts'
import { openScreen, wear } from '../support/browser-windows.ts'

describe.skipIf(!inject('chromium')).each(Locale.options)('in %s, axe finds nothing wrong', (locale) => {
  const here = forThisFile()
  let stage: Stage
  beforeAll(async () => {
    stage = await anEvening(here.product)
    for (const person of Object.values(stage.people)) await person.does('identity.prefer', { locale })
  })

  test.each(screens)('$name, in every theme', async (screen) => {
    const page = await openScreen(here.product, stage, { ...screen, locale })
    await expect.poll(() => page.getAttribute('html', 'lang'), patiently).toBe(locale)
    for (const theme of Theme.options) {
      await wear(page, theme)
      expect({ theme, violations: await violationsOn(page) }).toEqual({ theme, violations: [] })
    }
  })
})
