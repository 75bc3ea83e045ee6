import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openMaster } from './master.ts'
import { type Matching, openMatching } from './matching.ts'

const matching = openMatching(openMaster(randomBytes(32)))
const texts = (hashes: readonly Buffer[]) => new Set(hashes.map((hash) => hash.toString('hex')))

/** Whether what was typed finds what was stored, by word or beginning, and whether by sound. */
function finds(typed: string, stored: string, by: Matching = matching) {
  const kept = texts(by.wordHashes(stored))
  return by.askHashes(typed).map(({ word, sound }) => ({
    word: kept.has(word.toString('hex')),
    sound: kept.has(sound.toString('hex')),
  }))
}

test('a name is found by its words, without diacritics or case, and by a beginning of three letters', () => {
  expect(finds('muresan', 'Ștefania MUREȘAN')).toEqual([{ word: true, sound: true }])
  expect(finds('ștef', 'Ștefania Mureșan')).toMatchObject([{ word: true }])
  expect(finds('mu', 'Ștefania Mureșan')).toMatchObject([{ word: false }])
})

test.each([
  ['Covaci', 'Kovács'],
  ['Sandor', 'Șandor'],
  ['Filip', 'Philip'],
  ['Jozsef', 'Iozsef Jozef'],
  ['Munteanu', 'Muntianu'],
  ['Horvat', 'Horváth'],
])('%s is found where %s was written, by sound', (typed, stored) => {
  expect(finds(typed, stored)).toMatchObject([{ sound: true }])
})

test.each([
  ['Popescu', 'Ionescu'],
  ['Ana', 'Ion'],
  ['Mureșan', 'Moldovan'],
])('%s does not sound like %s', (typed, stored) => {
  expect(finds(typed, stored)).toMatchObject([{ word: false, sound: false }])
})

test('a number, its last digits and a word of the same letters never meet', () => {
  const number = matching.numberHash('+40700000123')
  expect(matching.numberHash('+40700000123')).toEqual(number)
  expect(matching.numberHash('+40700000124')).not.toEqual(number)
  expect(matching.lastDigitsHash('123')).not.toEqual(matching.numberHash('123'))
})

test('without the key nothing can be recomputed', () => {
  const other = openMatching(openMaster(randomBytes(32)))
  expect(other.numberHash('+40700000123')).not.toEqual(matching.numberHash('+40700000123'))
})
