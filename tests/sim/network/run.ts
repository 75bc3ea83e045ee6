import type { Stage } from './stage.ts'
import { beat, closes, openStory, passes, play, type Story, takes } from './story.ts'
import { troubles } from './verdict.ts'

/** What came of one seed. */
export type Told = {
  seed: number
  /** What happened, for whoever looks for the cause. */
  steps: string[]
  /** The network's own ids of the calls. */
  sids: string[]
  /** How many of them somebody was given while they lasted. */
  taken: number
  troubles: string[]
}

/** Longer than the forty seconds after which a move that got lost is made once more. */
const mostRounds = 16
const roundMs = 4_000

/**
 * One seed: calls come and go while what the network reports is late, doubled, shuffled and lost; then everything
 * comes to rest and has to be right, and then everybody hangs up unheard and has to be found gone.
 */
export async function run(stage: Stage, seed: number): Promise<Told> {
  const story = openStory(stage, seed)
  const steps = await play(story)
  const sids = story.network.calls.map(({ leg }) => leg.sid)
  const midway = await comesToRest(story)
  const told = { seed, steps, sids, taken: story.everHeld.size }
  if (midway.length > 0) {
    await tidyUp(story)
    return { ...told, troubles: midway }
  }
  for (const call of story.network.calls) if (call.place !== 'over') story.network.hangsUp(call)
  const gone = await comesToRest(story)
  const left = await tidyUp(story)
  return { ...told, troubles: [...gone, ...left].map((what) => `when all had hung up: ${what}`) }
}

/** The network does what it was asked for and says what it still has to say. What is then not right will not be. */
async function comesToRest(story: Story): Promise<string[]> {
  const { stage, network, post } = story
  stage.rest.refuses(0)
  await post.empties()
  await stage.world.settle()
  let wrong = await troubles(story)
  for (let round = 0; round < mostRounds && wrong.length > 0; round++) {
    for (const call of network.calls) if (call.next) post.takes(await network.goesOn(call, 'once'))
    await post.empties()
    await passes(story, roundMs)
    wrong = await troubles(story)
  }
  return wrong
}

/** Every desk ends what it holds and takes what waits, until there is nothing. Gives what could not be ended. */
async function tidyUp(story: Story): Promise<string[]> {
  const { desks, sql } = story.stage
  for (const desk of desks) desk.isManned = true
  await beat(story)
  for (const desk of desks) {
    await closes(story, desk)
    while (await takes(story, desk)) if (!(await closes(story, desk))) break
  }
  await story.stage.world.settle()
  const left = await sql<{ state: string }>(
    `select e.state from entries e join contacts c on c.id = e.contact_id
      where e.state <> 'ended' and c.call_sid = any($1)`,
    [story.network.calls.map(({ leg }) => leg.sid)],
  )
  return left.map(({ state }) => `${state}, and no desk can end it`)
}
