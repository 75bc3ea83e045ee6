import { setTimeout as pause } from 'node:timers/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What is right is not described as fully as what is wrong: half of the work otherwise. */
const onlyWrong = { resultTypes: ['violations' as const] }

/** Longer than axe ever needs here. */
const mostMs = 20_000
/** Now and then axe never answers in a long run; why is not known yet. It is said each time, and looked at again. */
const looks = 3

/** What axe finds wrong, one line for each rule and place. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await lookAt(page)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary ?? ''})`),
  )
}

async function lookAt(page: Page, left = looks) {
  const found = await Promise.race([
    new AxeBuilder({ page }).options(onlyWrong).withTags(rules).setLegacyMode().analyze(),
    pause(mostMs, null, { ref: false }),
  ])
  if (found) return found
  console.error(`axe did not answer on ${new URL(page.url()).pathname}`)
  if (left === 1) throw new Error(`axe did not answer ${looks} times`)
  return lookAt(page, left - 1)
}
