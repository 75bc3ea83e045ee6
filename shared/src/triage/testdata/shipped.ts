import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Categories, floorsOf } from '../categories.ts'
import { InterviewScript } from '../interview.script.ts'
import { Protocol } from '../protocol.ts'
import { Priority } from '../triage.codes.ts'
import { Answers } from '../triage.contract.ts'

// The protocol is the server's to load; its tests read the same file, so that what is tested is what ships.
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const shipped = (name: string): unknown => read(`../../../../server/src/triage/data/${name}.json`)

const Vignette = z.object({
  id: z.string(),
  story_ro: z.string(),
  answers: Answers,
  expected: z.object({
    base_class: Priority,
    final_class: Priority,
    rules_fired: z.array(z.string()),
    raisers_fired: z.array(z.string()),
  }),
})

export const rawProtocol = shipped('triage-protocol')
export const protocol = Protocol.parse(rawProtocol)
export const categories = Categories.parse(shipped('categories'))
export const floors = floorsOf(categories)
export const rawScript = shipped('interview')
export const script = InterviewScript.parse(rawScript)
export const { vignettes } = z.object({ vignettes: z.array(Vignette) }).parse(read('./triage-examples.json'))
