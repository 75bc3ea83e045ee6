import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answered } from './answers.rules.ts'
import type { KeyMeaning } from './interview.codes.ts'
import { filledBy, givenBy, keyInText, meaningOf, questionAfter } from './interview.rules.ts'
import { isWorse } from './severity.ts'
import { anyAnswers } from './testdata/anyAnswers.ts'
import { floors, protocol, script } from './testdata/shipped.ts'
import type { Answers } from './triage.contract.ts'
import { afterAnswers, evaluate, untriaged } from './triage.rules.ts'

const law = { protocol, floors }

/** The whole interview with somebody who answers like this; a question without a word here is answered with no. */
function led(replies: Readonly<Record<string, KeyMeaning>>, from: Answers = {}) {
  let answers = from
  const asked: string[] = []
  for (;;) {
    const question = questionAfter(script, law, { answers, asked })
    if (!question) return { answers, asked, proposed: evaluate(protocol, answers, floors).proposed }
    asked.push(question.id)
    const filled = filledBy(question, replies[question.id] ?? 'no')
    if (filled) answers = answered(answers, givenBy(law, answers, filled)).answers
  }
}

describe('a key', () => {
  test('says yes, no or that one does not know; every other says nothing', () => {
    expect(['1', '2', '3'].map(meaningOf)).toEqual(['yes', 'no', 'unknown'])
    expect(['', '0', '4', '9', '*', '#', '11', 'toString'].map(meaningOf)).toEqual(Array(8).fill(null))
  })

  test.for([
    ['1', '1'],
    [' DA! ', '1'],
    ['igen', '1'],
    ['2.', '2'],
    ['Nu', '2'],
    ['nem', '2'],
    ['Nu știu', '3'],
    ['nem tudom', '3'],
    ['I don’t know', '3'],
  ] as const)('may be written: %s is %s', ([text, key]) => {
    expect(keyInText(text)).toBe(key)
  })

  test.for(['nu mă lasă', 'da, dar nu acum', '12', '', 'nu nu', '112', 'acum', '?'])(
    'is not read out of more than that: %s',
    (text) => {
      expect(keyInText(text)).toBeNull()
    },
  )
})

describe('the questions', () => {
  test('begin with danger, then where, then whether somebody hears', () => {
    expect(led({}).asked.slice(0, 3)).toEqual(['danger_now', 'at_home', 'overheard'])
  })

  test('agree on words for when somebody comes, only with whoever is overheard', () => {
    expect(led({}).asked).not.toContain('cover_wrong_number')
    expect(led({ overheard: 'yes' }).asked[3]).toBe('cover_wrong_number')
  })

  test('are few for a child in danger: a weapon makes it critical, and only what is always asked is left', () => {
    const { asked, proposed, answers } = led({ danger_now: 'yes', weapon: 'yes' })

    expect(proposed).toBe('P0')
    expect(asked).toEqual(['danger_now', 'at_home', 'overheard', 'hurt', 'hitting', 'weapon'])
    expect(answers).toEqual({ danger_now: 'yes', injured: 'none', danger_kind: ['weapon'] })
  })

  test('go deeper where somebody is hurt', () => {
    const hurt = led({ hurt: 'yes', hurt_badly: 'yes' })

    expect(hurt.asked).toContain('hurt_badly')
    expect(hurt).toMatchObject({ proposed: 'P0', answers: { injured: 'life_threatening' } })
    expect(led({}).asked).not.toContain('hurt_badly')
  })

  test('ask nobody again what the operator knows already', () => {
    const { asked } = led({}, { danger_now: 'yes', injured: 'none', safe_tonight: 'no' })

    expect(asked).not.toContain('danger_now')
    expect(asked).not.toContain('hurt')
    expect(asked).not.toContain('safe_tonight')
  })

  test('what nobody could say before is asked of the child too', () => {
    expect(led({}, { danger_now: 'unknown' }).asked[0]).toBe('danger_now')
  })

  test('come to an end whatever is answered, each at most once', () => {
    const reply = fc.constantFrom<KeyMeaning>('yes', 'no', 'unknown')
    const replies = fc.record(Object.fromEntries(script.questions.map(({ id }) => [id, reply])))
    fc.assert(
      fc.property(replies, anyAnswers, (given, known) => {
        const { asked } = led(given, known)
        expect(new Set(asked).size).toBe(asked.length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('an answer by key', () => {
  const said = (id: string, meaning: KeyMeaning) => {
    const question = script.questions.find((one) => one.id === id)
    if (!question) throw new Error(`There is no question ${id}.`)
    return filledBy(question, meaning)
  }
  const given = (answers: Answers, id: string, meaning: KeyMeaning) => {
    const filled = said(id, meaning)
    return filled ? givenBy(law, answers, filled) : {}
  }

  test('stands where nothing stood, or where nobody knew', () => {
    expect(given({}, 'safe_tonight', 'no')).toEqual({ safe_tonight: 'no' })
    expect(given({ safe_tonight: 'unknown' }, 'safe_tonight', 'no')).toEqual({ safe_tonight: 'no' })
    expect(given({}, 'safe_tonight', 'unknown')).toEqual({ safe_tonight: 'unknown' })
  })

  test('does not take back what was said before, unless it is graver', () => {
    expect(given({ danger_now: 'yes' }, 'danger_now', 'no')).toEqual({})
    expect(given({ danger_now: 'yes' }, 'danger_now', 'unknown')).toEqual({})
    expect(given({ danger_now: 'no' }, 'danger_now', 'yes')).toEqual({ danger_now: 'yes' })
  })

  test('joins the others where several may hold', () => {
    expect(given({ danger_kind: ['violence'] }, 'weapon', 'yes')).toEqual({
      danger_kind: ['violence', 'weapon'],
    })
    expect(given({ danger_kind: ['none'] }, 'weapon', 'yes')).toEqual({ danger_kind: ['weapon'] })
  })

  test('that says nothing in the protocol fills nothing', () => {
    expect(said('at_home', 'yes')).toBeNull()
    expect(said('harmer_here', 'no')).toBeNull()
    expect(said('overheard', 'no')).toBeNull()
  })

  test('never lowers the class in force, whatever was answered before', () => {
    const key = fc.tuple(
      fc.constantFrom(...script.questions),
      fc.constantFrom<KeyMeaning>('yes', 'no', 'unknown'),
    )
    fc.assert(
      fc.property(anyAnswers, fc.array(key, { maxLength: 8 }), (known, keys) => {
        let answers = known
        let standing = afterAnswers(untriaged, evaluate(protocol, answers, floors))
        for (const [question, meaning] of keys) {
          const filled = filledBy(question, meaning)
          if (filled) answers = answered(answers, givenBy(law, answers, filled)).answers
          const next = afterAnswers(standing, evaluate(protocol, answers, floors))
          const [was, is] = [standing.inForce, next.inForce]
          if (was !== 'P?' && is !== 'P?') expect(isWorse(was, is)).toBe(false)
          standing = next
        }
      }),
      { numRuns: 300 },
    )
  })
})
