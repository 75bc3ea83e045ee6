import context from './data/danger-context.json' with { type: 'json' }
import danger from './data/danger-lexicon.json' with { type: 'json' }
import { compileLexicon } from './lexicon.compile.ts'
import { Lexicon, LexiconContext } from './lexicon.schema.ts'

/** The lexicon the product ships, ready for `findDanger`. */
export const dangerLexicon = compileLexicon(Lexicon.parse(danger), LexiconContext.parse(context))
