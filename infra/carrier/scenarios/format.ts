import { z } from 'zod'
import { FaultChange } from '../faults.ts'
import { WrittenMedia } from '../media.ts'
import { NotPossible } from '../phones.ts'
import { lineOf } from './lines.ts'

/** Seconds of the network. */
const Seconds = z.number().min(0).max(86_400)

/** A fixed length, or the least and the most, between which the seed chooses for each caller. */
const Span = z.union([Seconds, z.tuple([Seconds, Seconds])], {
  error: 'is a number of seconds, or the least and the most: [5, 20]',
})

/** The same for every caller, or a list that is dealt out among them: each is used before any is used again. */
const Words = z.union([z.string().min(1).max(1600), z.array(z.string().min(1).max(1600)).min(1)], {
  error: 'are words, or a list of them to be dealt out among the callers',
})

const Step = z.discriminatedUnion(
  'do',
  [
    z.strictObject({ do: z.literal('call') }),
    /** With `until` no longer than that: an operator is heard, or the call is over. */
    z.strictObject({
      do: z.literal('wait'),
      seconds: Span,
      until: z.enum(['answered', 'over']).optional(),
    }),
    z.strictObject({ do: z.literal('say'), words: Words }),
    z.strictObject({ do: z.literal('press'), keys: z.string().regex(/^[0-9*#]+$/, 'are no telephone keys') }),
    z.strictObject({ do: z.literal('hangUp') }),
    z.strictObject({ do: z.literal('text'), words: Words, media: WrittenMedia.optional() }),
  ],
  { error: 'does one of call, wait, say, press, hangUp, text' },
)
export type Step = z.infer<typeof Step>

const Callers = z
  .strictObject({
    /** Who they are, for whoever reads the scenario. */
    who: z.string().min(1).max(80),
    /** The number of the first; each further one has the next. */
    from: z.string().regex(/^(\+[1-9]\d{6,14}|withheld)$/, 'is a number such as +40700000001, or withheld'),
    count: z.int().min(1).max(1000).default(1),
    /** When they come, in seconds from the beginning: at once, or each by chance within the `over` that follow. */
    at: Seconds.default(0),
    over: Seconds.default(0),
    /** What each of them does. Whoever is on the line at the end hangs up. */
    does: z.array(Step).min(1),
  })
  .superRefine(({ from, does }, context) => {
    let isOnLine = false
    for (const [at, step] of does.entries()) {
      if (step.do === 'call') isOnLine = true
      const needsLine = step.do === 'say' || step.do === 'press' || step.do === 'hangUp'
      if (needsLine && !isOnLine) context.addIssue({ code: 'custom', path: ['does', at], message: notCalled })
      if (step.do === 'text' && from === 'withheld')
        context.addIssue({ code: 'custom', path: ['does', at], message: 'a text always shows its number' })
    }
  })

const notCalled = 'nobody is on the line: call first'

/** What the network does wrong from then on, for so long or to the end. */
const Trouble = z.strictObject({ at: Seconds.default(0), seconds: Seconds.optional(), faults: FaultChange })

export const Scenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'is made of small letters, digits and hyphens'),
  /** One sentence each: for the page and for the terminal. */
  about: z.strictObject({ ro: z.string(), en: z.string() }).default({ ro: '', en: '' }),
  /** Everything left to chance follows from this number. */
  seed: z.int().default(1),
  callers: z.array(Callers).min(1),
  troubles: z.array(Trouble).default([]),
})
export type Scenario = z.infer<typeof Scenario>
export type WrittenScenario = z.input<typeof Scenario>

/** From a file's text. What is wrong with it is said in one sentence that names the place. */
export function readScenario(text: string): Scenario {
  const read = Scenario.safeParse(jsonOf(text))
  if (read.success) return read.data
  const [{ path, message } = { path: [], message: '' }] = read.error.issues
  const line = lineOf(text, path)
  throw new NotPossible(`The scenario is wrong on line ${line}, ${placeOf(path)}: ${message}.`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new NotPossible(
      `The scenario is no JSON: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

const parts: Record<string, string> = { callers: 'caller', does: 'step', troubles: 'trouble' }

/** `['callers', 2, 'does', 0, 'keys']` is „caller 3, step 1, keys”. */
function placeOf(path: readonly PropertyKey[]): string {
  const words = path.flatMap((part, at) => {
    const before = path[at - 1]
    if (typeof part === 'number') return [`${parts[String(before)] ?? String(before)} ${part + 1}`]
    return typeof path[at + 1] === 'number' ? [] : [String(part)]
  })
  return words.join(', ') || 'its beginning'
}
