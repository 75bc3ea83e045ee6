import { describe, expect, test } from 'vitest'
import { segmentsOf } from './segments.rules.ts'

const a = (count: number) => 'a'.repeat(count)

describe('a text in the GSM alphabet', () => {
  test.each([
    ['nothing yet', '', 1, 160],
    ['one letter', 'a', 1, 159],
    ['the fullest single part', a(160), 1, 0],
    ['one letter more', a(161), 2, 145],
    ['two full parts', a(306), 2, 0],
    ['three parts', a(307), 3, 152],
    ['the longest there may be', a(1600), 11, 83],
    ['letters of other languages that it knows', 'àèéìòùÄÖÑÜäöñüß Δ', 1, 143],
    ['a line broken in two', 'a\nb', 1, 157],
  ])('%s', (_what, text, parts, left) => {
    expect(segmentsOf(text)).toEqual({ parts, left, shortenedBy: null })
  })

  test('counts brackets, braces, the backslash, the bar, the tilde, the caret and the euro twice', () => {
    expect(segmentsOf('^{}\\[~]|€')).toEqual({ parts: 1, left: 142, shortenedBy: null })
    expect(segmentsOf(`${a(159)}€`)).toMatchObject({ parts: 2 })
  })

  test('does not tear what counts twice', () => {
    expect(segmentsOf(`${a(152)}€${a(20)}`)).toMatchObject({ parts: 2, left: 131 })
    expect(segmentsOf(`${a(151)}€${a(20)}`)).toMatchObject({ parts: 2, left: 133 })
  })
})

describe('a text with a letter outside of it', () => {
  test.each([
    ['ă', 'mă bate', 1, 63],
    ['ș', `ș${a(69)}`, 1, 0],
    ['ș', `ș${a(70)}`, 2, 63],
    ['ț', `${a(133)}ț`, 2, 0],
    ['ț', `${a(134)}ț`, 3, 66],
    ['ő', 'nő', 1, 68],
    ['„', '„da”', 1, 66],
    ['’', 'can’t', 1, 65],
    ['ç', 'garçon', 1, 64],
  ])('such as %s has parts of 70, then of 67', (letter, text, parts, left) => {
    expect(segmentsOf(text)).toEqual({ parts, left, shortenedBy: letter })
  })

  test('names the first of them, and â and î are among them', () => {
    expect(segmentsOf('când ești în pericol').shortenedBy).toBe('â')
    expect(segmentsOf('îmi este frică').shortenedBy).toBe('î')
  })

  test('counts a picture as two and does not tear it', () => {
    expect(segmentsOf('🙂')).toEqual({ parts: 1, left: 68, shortenedBy: '🙂' })
    expect(segmentsOf(`${a(66)}🙂${a(10)}`)).toEqual({ parts: 2, left: 55, shortenedBy: '🙂' })
  })
})
