import type { Question } from '@veghe/shared/triage/protocol.ts'
import { describe, expect, test } from 'vitest'
import { digitsOf, toggled } from './answers.ts'

const label = { ro: 'x', en: 'x', hu: 'x' }
const asking = (...values: string[]): Question => ({
  id: 'q',
  order: 1,
  fixed: false,
  asked_by: 'operator',
  kind: 'coded',
  multiple: true,
  text: label,
  text_child: null,
  why_asked_ro: '',
  answers: values.map((value) => ({ value, label })),
  unknown_as: null,
  unknown_basis: null,
  basis: '',
})

describe('answering by digit', () => {
  test('answers stand under 1 to 9 in their order, „Nu știu” always under 0', () => {
    expect(digitsOf(asking('yes', 'unknown', 'no')).map((each) => each.digit)).toEqual(['1', '0', '2'])
  })

  test('a tenth answer has no digit and is chosen by hand', () => {
    const values = Array.from({ length: 10 }, (_, i) => `a${i}`)
    expect(digitsOf(asking(...values)).at(-1)).toEqual({ value: 'a9', digit: null })
  })

  test('of several answers each is taken back by choosing it again', () => {
    expect(toggled(['threat'], 'weapon')).toEqual(['threat', 'weapon'])
    expect(toggled(['threat', 'weapon'], 'threat')).toEqual(['weapon'])
  })

  test('„niciunul” and „nu știu” stand alone', () => {
    expect(toggled(['threat'], 'unknown')).toEqual(['unknown'])
    expect(toggled(['unknown'], 'threat')).toEqual(['threat'])
  })
})
