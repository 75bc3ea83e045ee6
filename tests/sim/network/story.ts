import { ContactId, type StaffId } from '@veghe/shared/kernel/ids.ts'
import type { OneKeyDisposition } from '@veghe/shared/triage/triage.codes.ts'
import { type Chance, chance } from '../../support/chance.ts'
import type { Posted } from '../../support/line.ts'
import { type Asking, type Call, type Network, openNetwork } from './calls.ts'
import { openPost, type Post } from './post.ts'
import { type Desk, region, type Stage } from './stage.ts'

/** One seed's story, as far as it has come, and what the product has said yes to. */
export type Story = {
  stage: Stage
  is: Chance
  network: Network
  post: Post
  /** Told that it is theirs, and nothing has taken it from them since. */
  held: Map<ContactId, StaffId>
  /** Theirs until their screen died: it may still be, or wait again. */
  loose: Map<ContactId, StaffId>
  closed: Map<ContactId, OneKeyDisposition>
  everHeld: Set<ContactId>
}

export function openStory(stage: Stage, seed: number): Story {
  const { line, rest, world } = stage
  const network = openNetwork({ line, now: world.now })
  const post = openPost(line, chance(seed + 1_000_000))
  rest.serves(network, post.takes)
  return {
    ...{ stage, is: chance(seed), network, post },
    ...{ held: new Map(), loose: new Map(), closed: new Map(), everHeld: new Set() },
  }
}

const mostCalls = 3
let numbered = 0
/** Nobody's telephone twice. */
const someone = () => `+40720${String(100_000 + ++numbered)}`

const alive = ({ network, is }: Story): Call | undefined =>
  is.one(network.calls.filter(({ place }) => place !== 'over'))
const heldBy = ({ held }: Story, { who }: Desk): ContactId | undefined =>
  [...held].find(([, staffId]) => staffId === who.staffId)?.[0]
const freeDesk = (story: Story): Desk | undefined =>
  story.is.one(story.stage.desks.filter((desk) => desk.isManned && !heldBy(story, desk)))
const busyDesk = (story: Story): Desk | undefined =>
  story.is.one(story.stage.desks.filter((desk) => desk.isManned && heldBy(story, desk)))

export async function takes({ held, everHeld, loose, closed }: Story, { who }: Desk): Promise<boolean> {
  const { outcome, reply, details } = await who.tries('queue.next', {})
  const contactId = outcome === 'done' ? reply?.contactId : ContactId.safeParse(details.contactId).data
  if (!contactId || (outcome !== 'done' && outcome !== 'operator_has_contact')) return false
  held.set(contactId, who.staffId)
  everHeld.add(contactId)
  loose.delete(contactId)
  closed.delete(contactId)
  return true
}

async function gives(story: Story, desk: Desk): Promise<void> {
  const contactId = heldBy(story, desk)
  if (!contactId) return
  const { outcome } = await desk.who.tries('queue.release', { contactId, reason: 'technical' })
  if (outcome === 'done') story.held.delete(contactId)
}

/** With one key; „silent” and „hung up” owe a call back. */
export async function closes(story: Story, desk: Desk): Promise<ContactId | undefined> {
  const contactId = heldBy(story, desk)
  if (!contactId) return undefined
  const disposition = story.is.one(['Z-01', 'Z-02', 'Z-06', 'Z-06'] as const) ?? 'Z-06'
  const { reply } = await desk.who.tries('triage.dispose', { contactId, disposition })
  if (reply?.state !== 'closed') return undefined
  story.held.delete(contactId)
  story.closed.set(contactId, disposition)
  return contactId
}

const mostAtOnceMs = 4_000

/** Every screen that is there says so, as screens do; a network in which somebody waits asks what they hear. */
export async function passes(story: Story, ms: number): Promise<void> {
  const { stage, network } = story
  for (let left = ms; left > 0; left -= mostAtOnceMs) {
    await beat(story)
    for (const call of network.calls) if (call.place === 'parked') await network.goesOn(call, 'once')
    await stage.world.pass(`${Math.min(mostAtOnceMs, left) / 1000}s`)
  }
}

export async function beat(story: Story): Promise<void> {
  for (const desk of story.stage.desks) if (desk.isManned) await desk.window.beats(heldBy(story, desk))
}

/** The caller hangs up at the very instant at which two desks ask for the next. */
async function race(story: Story): Promise<void> {
  const { network, post, stage, is } = story
  const call = alive(story)
  if (!call) return
  const [ana, ben] = is.shuffled(stage.desks.filter((desk) => desk.isManned && !heldBy(story, desk)))
  const reports = network.hangsUp(call)
  await Promise.all([
    ...reports.map(post.brings),
    ...(is.below(2) === 0 ? reports.map(post.brings) : []),
    ...(ana ? [takes(story, ana)] : []),
    ...(ben ? [takes(story, ben)] : []),
  ])
  post.takes(reports)
}

/** The network is slow to say that the caller was moved, and meanwhile the operator gives them back. */
async function lateAnswer(story: Story): Promise<void> {
  const { world, rest } = story.stage
  const desk = freeDesk(story)
  if (!desk || !(await takes(story, desk))) return
  const { asked, answers } = rest.hesitates()
  const settling = world.settle()
  await Promise.race([asked, settling])
  await gives(story, desk)
  answers()
  await settling
}

const askings: readonly Asking[] = ['once', 'once', 'once', 'once', 'thrice', 'lost']

async function goesOn(story: Story, call: Call | undefined): Promise<void> {
  const { network, post, is } = story
  if (call) post.takes(await network.goesOn(call, is.one(askings) ?? 'once'))
}

async function rings(story: Story): Promise<Call | undefined> {
  const { network, is } = story
  if (network.calls.length >= mostCalls) return undefined
  return network.rings(someone(), is.below(4) === 0 ? region.name : null)
}

const steps: Readonly<Record<string, (story: Story) => Promise<void>>> = {
  ringsUnheard: async (story) => void (await rings(story)),
  rings: async (story) => goesOn(story, await rings(story)),
  ringsAndHangsUp: async (story) => {
    const call = await rings(story)
    if (!call) return
    const asking = story.network.goesOn(call, 'once')
    const reports: readonly Posted[] = story.network.hangsUp(call)
    await Promise.all([asking, ...reports.map(story.post.brings)])
  },
  goesOn: async (story) => goesOn(story, alive(story)),
  takes: async (story) => {
    const desk = freeDesk(story)
    if (desk) await takes(story, desk)
  },
  gives: async (story) => {
    const desk = busyDesk(story)
    if (desk) await gives(story, desk)
  },
  callerHangsUp: async (story) => {
    const call = alive(story)
    if (call) story.post.takes(story.network.hangsUp(call))
  },
  operatorHangsUp: async (story) => {
    const desk = busyDesk(story)
    const contactId = desk && heldBy(story, desk)
    if (contactId) await desk.who.tries('intake.hangUp', { contactId })
  },
  closes: async (story) => {
    const desk = busyDesk(story)
    if (desk) await closes(story, desk)
  },
  closesAndTakesBack: async (story) => {
    const desk = busyDesk(story)
    const contactId = desk && (await closes(story, desk))
    if (!contactId || (await desk.who.tries('triage.undoDispose', { contactId })).outcome !== 'done') return
    story.closed.delete(contactId)
    story.held.set(contactId, desk.who.staffId)
  },
  screenDies: async (story) => {
    const desk = busyDesk(story)
    const contactId = desk && heldBy(story, desk)
    if (!contactId) return
    desk.isManned = false
    await desk.window.closes()
    story.held.delete(contactId)
    story.loose.set(contactId, desk.who.staffId)
    await passes(story, 8_000)
  },
  comesBack: async ({ stage }) => {
    for (const desk of stage.desks) desk.isManned = true
  },
  networkRefuses: async ({ stage, is }) => stage.rest.refuses(1 + is.below(3)),
  settles: async ({ stage }) => stage.world.settle(),
  timePasses: async (story) => passes(story, 1_000 * (1 + story.is.below(11))),
  race,
  lateAnswer,
}

/** What happens most on a line: callers hear what comes next, operators take them, work gets done. */
const often = ['goesOn', 'goesOn', 'takes', 'takes', 'settles', 'settles']
const stepsInAStory = 18

/** Plays the whole of it; every callback has been delivered, delayed or lost in between. Gives the steps taken. */
export async function play(story: Story): Promise<string[]> {
  const { stage, is, post } = story
  const names = [...Object.keys(steps), ...often]
  const taken: string[] = []
  await beat(story)
  for (let step = 0; step < stepsInAStory; step++) {
    const name = step === 0 ? 'rings' : (is.one(names) ?? 'rings')
    taken.push(name)
    await steps[name]?.(story)
    await post.comes()
    stage.world.at(new Date(stage.world.now().getTime() + 100 + is.below(1_900)).toISOString())
  }
  return taken
}
