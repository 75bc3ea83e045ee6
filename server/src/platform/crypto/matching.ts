import { createHmac } from 'node:crypto'
import { fold } from '@veghe/shared/kernel/fold.ts'
import type { Master } from './master.ts'
import { soundOf } from './sound.ts'

/**
 * Keyed hashes by which encrypted values are found again. One key for the whole country, so that the same child
 * or number is recognised across counties; without the key a hash says nothing.
 */
export type Matching = {
  /** Of a number in E.164 form. */
  numberHash: (e164: string) => Buffer
  /** Of the last digits of a number, under their own label: knowing one hash does not help with the other. */
  lastDigitsHash: (digits: string) => Buffer
  /** Of every folded word of `text`, its beginnings from three letters on, and how it sounds. To be stored. */
  wordHashes: (text: string) => Buffer[]
  /** Of what a person typed: whole words and sounds, or a beginning for the last, unfinished word. To be asked. */
  askHashes: (text: string) => { word: Buffer; sound: Buffer }[]
}

/** Long words need no more beginnings than this to be told apart, and each costs an entry in the index. */
const longestBeginning = 8
const hashBytes = 12

export function openMatching(master: Master): Matching {
  const key = master.derive('matching')
  const hash = (label: string, value: string) =>
    createHmac('sha256', key).update(`${label}\u0000${value}`).digest().subarray(0, hashBytes)
  return {
    numberHash: (e164) => hash('number', e164),
    lastDigitsHash: (digits) => hash('last digits', digits),
    wordHashes: (text) => {
      const terms = new Set(wordsOf(text).flatMap((word) => [...beginningsOf(word), `~${soundOf(word)}`]))
      return [...terms].map((term) => hash('word', term))
    },
    askHashes: (text) =>
      wordsOf(text).map((word) => ({ word: hash('word', word), sound: hash('word', `~${soundOf(word)}`) })),
  }
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)

function beginningsOf(word: string): string[] {
  const beginnings = [word]
  for (let length = 3; length < Math.min(word.length, longestBeginning + 1); length++) {
    beginnings.push(word.slice(0, length))
  }
  return beginnings
}
