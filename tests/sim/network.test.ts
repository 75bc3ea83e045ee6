import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from './network/run.ts'
import { openStage, type Stage } from './network/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const seeds = Array.from({ length: 40 }, (_, at) => at + 1)

test.for(seeds)(
  'every call ends in one right state, whatever the network reports (seed %i)',
  async (seed) => {
    const { troubles, steps } = await run(stage, seed)
    expect(troubles, steps.join(' ')).toEqual([])
  },
)
