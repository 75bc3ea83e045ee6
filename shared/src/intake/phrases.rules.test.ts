import { describe, expect, test } from 'vitest'
import { findPhrases } from './phrases.rules.ts'
import { phrases } from './phrases.ts'

const found = (typed: string, locale: 'ro' | 'hu' | 'en' = 'ro') => findPhrases(phrases, { typed, locale })
const names = (typed: string) => found(typed).map(({ slash }) => slash)

describe('what is typed after the slash', () => {
  test('nothing yet: every phrase in the language of the screen, those for a child first', () => {
    expect(found('')).toHaveLength(phrases.length)
    expect(found('')[0]).toEqual({
      ...{ slash: 'citesc', to: 'child', locale: 'ro' },
      text: 'Te citesc. Ești în siguranță acum?',
    })
    expect(new Set(found('', 'hu').map(({ locale }) => locale))).toEqual(new Set(['hu']))
  })

  test.each([
    ['the beginning of a name', 'pot', 'pot-suna'],
    ['the beginning of any word', 'sigur', 'copil-sigur'],
    ['with or without its marks', 'SIGURANTA', 'citesc'],
    ['a number', '112', '112-adult'],
  ])('%s finds it', (_what, typed, slash) => {
    expect(names(typed)).toContain(slash)
  })

  test('words of another language find the phrase in that language', () => {
    expect(found('bizt')).toContainEqual(expect.objectContaining({ slash: 'citesc', locale: 'hu' }))
    expect(found('believe')).toEqual([expect.objectContaining({ slash: 'te-cred', locale: 'en' })])
  })

  test('a language by name, alone or before the rest, is that language', () => {
    expect(found('hu')).toHaveLength(phrases.length)
    expect(found('en-unde')).toEqual([expect.objectContaining({ slash: 'unde', locale: 'en' })])
  })

  test('what no phrase knows finds nothing', () => {
    expect(found('xyz')).toEqual([])
  })
})

describe('the phrases', () => {
  test('each have a name of their own', () => {
    const all = phrases.map(({ slash }) => slash)
    expect(new Set(all).size).toBe(all.length)
  })

  test.each(phrases.flatMap(({ slash, text }) => Object.values(text).map((each) => [slash, each] as const)))(
    '/%s: %s is short enough for three parts, with letters as Romanian writes them',
    (_slash, text) => {
      expect(text.length).toBeLessThanOrEqual(134)
      expect(text).not.toMatch(/[\u015e\u015f\u0162\u0163]|^\s|\s$/u)
    },
  )
})
