import { fold } from '../kernel/fold.ts'

// A suggestion, never a join: a person says whether two reports are about the same child.

/**
 * Two words of a name, or a whole one-word name in the same unit. One first name alone is shared by half a village.
 */
export const isLikelyName = (name: { hits: number; words: number; inSameUnit: boolean }): boolean =>
  name.hits >= 2 || (name.inSameUnit && name.words > 0 && name.hits === name.words)

const filling = /^(?:str|strada|nr|numarul|bl|bloc|blocul|sc|scara|ap|apartament|apartamentul|et|etaj)$/

const telling = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !filling.test(word))

/** Every telling word of the address was said, and one of them is more than a number. */
export function isLikelyAddress(said: string, address: string): boolean {
  const words = telling(address)
  const heard = new Set(telling(said))
  return words.some((word) => /\p{L}{4}/u.test(word)) && words.every((word) => heard.has(word))
}
