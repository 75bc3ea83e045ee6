import { expect, test } from 'vitest'
import { isLikelyAddress, isLikelyName } from './likeness.rules.ts'

test.for([
  ['first name and surname, wherever they are', { hits: 2, words: 2, inSameUnit: false }, true],
  ['two of three words', { hits: 2, words: 3, inSameUnit: false }, true],
  ['one word of two, even next door', { hits: 1, words: 2, inSameUnit: true }, false],
  ['all there is of a name, in the same unit', { hits: 1, words: 1, inSameUnit: true }, true],
  ['all there is of a name, in another unit', { hits: 1, words: 1, inSameUnit: false }, false],
  ['a child without a name', { hits: 0, words: 0, inSameUnit: true }, false],
] as const)('%s', ([, name, likely]) => {
  expect(isLikelyName(name)).toBe(likely)
})

test.for([
  ['str. Eroilor nr. 12', 'Strada Eroilor 12', true],
  ['pe Eroilor la 12, vizavi de școală', 'str. Eroilor nr. 12', true],
  ['strada Eroilor', 'str. Eroilor nr. 12', false],
  ['str. Eroilor nr. 14', 'str. Eroilor nr. 12', false],
  ['Cîmpului 3', 'str. Cîmpului 3', true],
  ['bloc 12', 'bl. 12', false],
  ['str. Eroilor 12', '', false],
] as const)('„%s” and „%s” are one address: %s', ([said, address, likely]) => {
  expect(isLikelyAddress(said, address)).toBe(likely)
})
