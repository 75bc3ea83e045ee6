import { Locale } from '../identity/identity.codes.ts'
import { fold } from '../kernel/fold.ts'
import type { Phrase } from './phrases.ts'

/** A phrase in the language in which it will be put in. */
export type Said = { slash: string; to: Phrase['to']; locale: Locale; text: string }

const said = ({ slash, to, text }: Phrase, locale: Locale): Said => ({
  slash,
  to,
  locale,
  text: text[locale],
})

/**
 * The phrases whose name or words begin as typed, in the language of the screen, or in the one that what was typed
 * is found in. `hu`, or `hu-` before the rest, asks for Hungarian.
 */
export function findPhrases(
  all: readonly Phrase[],
  { typed, locale }: { typed: string; locale: Locale },
): Said[] {
  const [, named, rest = ''] = /^(ro|hu|en)(?:-(.*))?$/.exec(fold(typed)) ?? []
  const asked = Locale.safeParse(named)
  const wanted = asked.success ? rest : fold(typed)
  const languages = asked.success ? [asked.data] : [locale, ...Locale.options]
  return all.flatMap((phrase) => {
    const [first = locale] = languages
    if (phrase.slash.startsWith(wanted)) return said(phrase, first)
    const found = languages.find((language) => hasWord(phrase.text[language], wanted))
    return found ? said(phrase, found) : []
  })
}

const hasWord = (text: string, start: string): boolean =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.startsWith(start))
