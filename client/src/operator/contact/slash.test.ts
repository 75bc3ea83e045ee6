import { describe, expect, test } from 'vitest'
import { slashAt } from './slash.ts'

describe('a slash', () => {
  test.each([
    ['at the start', '/', { from: 0, word: '' }],
    ['with letters after it', '/sig', { from: 0, word: 'sig' }],
    ['after a space', 'Bună. /un', { from: 6, word: 'un' }],
    ['on a line of its own', 'Bună.\n/', { from: 6, word: '' }],
    ['inside a word', '24/7', null],
    ['left behind by a space', '/sig u', null],
    ['after another slash', '//', null],
    ['nowhere', 'Bună', null],
  ])('%s', (_where, text, slash) => {
    expect(slashAt(text, text.length)).toEqual(slash)
  })

  test('behind the caret does not count', () => {
    expect(slashAt('da /sig', 2)).toBeNull()
    expect(slashAt('/sig nu', 3)).toEqual({ from: 0, word: 'si' })
  })
})
