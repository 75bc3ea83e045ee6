import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { hu } from './hu.ts'
import { ro } from './ro.ts'

type Tree = { [key: string]: string | Tree }

/** `queue.waiting` → „În așteptare”. */
function sentences(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key
    if (typeof value === 'string') found.set(here, value)
    else for (const [deeper, sentence] of sentences(value, here)) found.set(deeper, sentence)
  }
  return found
}

const languages = { ro: sentences(ro), hu: sentences(hu), en: sentences(en) }
const others = ['hu', 'en'] as const
const plural = /_(one|few|other)$/

const stems = (found: Map<string, string>) => [
  ...new Set([...found.keys()].map((k) => k.replace(plural, ''))),
]
const slots = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe('the three languages', () => {
  test.each(others)('%s says everything that Romanian says, and nothing else', (language) => {
    expect(stems(languages[language])).toEqual(stems(languages.ro))
  })

  test.each(['ro', 'hu', 'en'] as const)(
    '%s has every way of counting that it needs, and no more',
    (language) => {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
      const counted = [...languages[language].keys()].filter((k) => plural.test(k))
      for (const stem of new Set(counted.map((k) => k.replace(plural, '')))) {
        const forms = counted
          .filter((k) => k.replace(plural, '') === stem)
          .map((k) => k.slice(stem.length + 1))
        expect([stem, ...forms.toSorted()]).toEqual([stem, ...needed])
      }
    },
  )

  test.each(others)('%s fills the same slots', (language) => {
    for (const [key, sentence] of languages[language]) {
      expect([key, ...slots(sentence)]).toEqual([key, ...slots(languages.ro.get(key) ?? '')])
    }
  })

  test.each(['ro', 'hu', 'en'] as const)(
    '%s is written with comma-below letters and real quotes',
    (language) => {
      for (const [key, sentence] of languages[language]) {
        expect(`${key}: ${sentence}`).not.toMatch(/[\u015e\u015f\u0162\u0163]|\.\.\.|^\s|\s$/u)
        expect(`${key}: ${sentence}`).not.toContain('"')
      }
    },
  )
})

test('no key is named by a synonym of the words of the work', () => {
  const refused = new Set(
    `ticket conversation interaction client customer user agent counselor worker incident file mission
     deployment job unit squad crew alert notification schedule roster tenant site org transfer event log`.split(
      /\s+/,
    ),
  )
  const words = (key: string) => key.split(/[._]|(?=[A-Z])/).map((word) => word.toLowerCase())
  // Codes of the contract, where the word means something else: a process, a commune.
  const known = new Set([
    'oncall.alarm.worker_silent',
    'oncall.todo.worker_silent',
    'contact.because.same_unit',
    'triage.precision.unit_only',
    'field.precision.unit_only',
  ])
  const wrong = [...languages.ro.keys()].filter(
    (key) => !known.has(key) && words(key).some((w) => refused.has(w)),
  )
  expect(wrong).toEqual([])
})
