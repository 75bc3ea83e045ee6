import { expect, test } from 'vitest'
import { withinOneEdit } from './edit.ts'

test.for([
  ['ajutor', 'ajutor'],
  ['ajutor', 'ajtor'],
  ['ajutor', 'ajjutor'],
  ['ajutor', 'ajuror'],
  ['ajutor', 'ajutro'],
  ['', 'a'],
] as const)('%s and %s are one slip of the finger apart', ([a, b]) => {
  expect([withinOneEdit(a, b), withinOneEdit(b, a)]).toEqual([true, true])
})

test.for([
  ['ajutor', 'autori'],
  ['ajutor', 'jautro'],
  ['ab', 'cd'],
  ['abc', 'cba'],
  ['', 'ab'],
] as const)('%s and %s are two', ([a, b]) => {
  expect([withinOneEdit(a, b), withinOneEdit(b, a)]).toEqual([false, false])
})
