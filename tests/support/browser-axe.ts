import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Scripts in a page have no limit of their own: a silence must be told from a slow machine. */
const mostMs = 60_000

/** What axe finds wrong, one line for each rule and place. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await orSilent(new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze())
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary ?? ''})`),
  )
}

function orSilent<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('axe did not answer')), mostMs)
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
