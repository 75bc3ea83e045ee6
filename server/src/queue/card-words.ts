import { commaBelow } from '@veghe/shared/kernel/fold.ts'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import type { Ctx } from '../platform/context.ts'
import type { Card } from './safe-contact.store.ts'

/* What a safe-contact card says in words, each sealed in its own place. */

const columns = { word: 'word', keepFrom: 'keep_from', otherWay: 'other_way' } as const
type Word = keyof typeof columns

const placeOf = (id: string, word: Word) => `safe_contacts|${columns[word]}|${id}`

type Place = { id: string; county: CountyCode }

export async function sealWords(ctx: Ctx, { id, county }: Place, words: Record<Word, string>) {
  const seal = (word: Word) => ctx.fields.seal(county, placeOf(id, word), commaBelow(words[word]))
  return { word: await seal('word'), keepFrom: await seal('keepFrom'), otherWay: await seal('otherWay') }
}

export async function openWordsOf(ctx: Ctx, card: Card): Promise<Record<Word, string>> {
  const open = (word: Word) => ctx.fields.open(card.county, placeOf(card.id, word), card[word])
  return { word: await open('word'), keepFrom: await open('keepFrom'), otherWay: await open('otherWay') }
}
