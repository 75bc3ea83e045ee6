import { z } from 'zod'
import { NotPossible } from '../phones.ts'
import { readScenario, type Scenario } from './format.ts'
import { planOf } from './plan.ts'
import { scenarios } from './scenarios.ts'
import type { Stage } from './stage.ts'

const Asked = z.object({
  name: z.string().optional(),
  /** A scenario of one's own, as its file stands. */
  text: z.string().optional(),
  speed: z.number().min(0.1).max(1000).optional(),
  seed: z.int().optional(),
})

type Act = (stage: Stage, body: unknown) => object | Promise<object>

/** What the control door can be asked about scenarios. */
export const scenarioActs: Record<string, Act> = {
  scenarios: (stage) => ({ scenarios: scenarios.map(shown), progress: stage.progress() }),
  scenario: (stage) => ({ progress: stage.progress() }),
  'scenario-start': (stage, body) => {
    const { speed, seed, ...which } = askedOf(body)
    return { progress: stage.start({ scenario: scenarioOf(which), speed, seed }) }
  },
  'scenario-stop': async (stage) => ({ progress: await stage.stop() }),
}

function askedOf(body: unknown): z.infer<typeof Asked> {
  const asked = Asked.safeParse(body)
  if (asked.success) return asked.data
  const [issue] = asked.error.issues
  throw new NotPossible(
    `The scenario cannot be played like that: ${issue?.path.join('.')} ${issue?.message}.`,
  )
}

function scenarioOf({ name, text }: z.infer<typeof Asked>): Scenario {
  if (text !== undefined) return readScenario(text)
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found) return found
  const names = scenarios.map((scenario) => scenario.name).join(', ')
  throw new NotPossible(`There is no scenario "${name ?? ''}": choose ${names}, or a .json file of your own.`)
}

const shown = (scenario: Scenario) => {
  const { appearances, seconds } = planOf(scenario)
  const { name, about } = scenario
  return { name, about, seconds: Math.round(seconds), callers: appearances.length }
}
