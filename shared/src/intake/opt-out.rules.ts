import { fold } from '../kernel/fold.ts'

/** The carrier's own words, which it acts on itself, and what people write in Romanian, Hungarian and English. */
const words = new Set([
  ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit'],
  ...['stop mesaje', 'opreste', 'opriti', 'opreste mesajele', 'dezabonare', 'nu mai vreau mesaje'],
  ...['nu mai scrie', 'nu mai scrieti', 'nu-mi mai scrie', 'nu-mi mai scrieti'],
  ...['allj', 'alljon le', 'leiratkozas', 'ne irj', 'ne irj tobbet', 'ne irjon', 'ne irjon tobbet'],
  ...['no more messages', 'stop texting', 'stop texting me', 'do not text me', "don't text me"],
])

/** Whether this is all that a text says: ask for no more of them. Inside a longer text the same word is a word. */
export const asksForNoMore = (text: string): boolean =>
  words.has(fold(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))

/** What the carrier says when it will not pass a text on because its reader asked for none. */
export const carrierOptOut = '21610'
