import { z } from 'zod'
import shipped from './data/phrases.json' with { type: 'json' }

/** One line an operator can put into a reply by `/` and a few letters. */
const Phrase = z.object({
  slash: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  to: z.enum(['child', 'adult']),
  text: z.object({ ro: z.string().min(1), hu: z.string().min(1), en: z.string().min(1) }),
})
export type Phrase = z.infer<typeof Phrase>

/** The phrases the product ships, those for a child first. */
export const phrases: readonly Phrase[] = z.object({ phrases: z.array(Phrase) }).parse(shipped).phrases
