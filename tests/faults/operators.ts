import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { CaseId, ContactId, DispatchId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { quietly } from './background.ts'
import { type Console, openConsole } from './console.ts'
import { type Desk, openDesk } from './desk.ts'
import type { World } from './world.ts'

/** What the product said yes to: each of these has to be true afterwards, once. */
export type Acknowledged = {
  claims: { contactId: ContactId; staff: string }[]
  closed: ContactId[]
  replies: string[]
  dispatches: { dispatchId: DispatchId; caseId: CaseId }[]
}

export type Operators = {
  acknowledged: Acknowledged
  desks: readonly Desk[]
  stop: () => Promise<void>
}

type Operator = { desk: Desk; screen: Console; acknowledged: Acknowledged }

/** So many are left waiting that there is always an order to keep. */
const backlog = 40
const idleMs = 150

/** They take what is served, work on it and end it, one contact after another. */
export async function startOperators(world: World, count: number): Promise<Operators> {
  const acknowledged: Acknowledged = { claims: [], closed: [], replies: [], dispatches: [] }
  const people = world.stage.staff.operators.slice(0, count).map((member, turn) => ({
    desk: openDesk(member, { urls: () => world.webUrls(turn), origin: world.origin }),
    screen: openConsole({ world, member, turn }),
    acknowledged,
  }))
  for (const { desk } of people) await desk.does('queue.setStatus', { status: 'available' })
  let isOver = false
  const shift = async (operator: Operator): Promise<void> => {
    while (!isOver) {
      const waiting = operator.screen.live().filter(({ state }) => state === 'waiting').length
      if (waiting <= backlog || !(await serveOne(operator))) await pause(idleMs)
    }
  }
  const shifts = quietly(people.map(shift))
  return {
    acknowledged,
    desks: people.map(({ desk }) => desk),
    stop: async () => {
      isOver = true
      await Promise.all(shifts)
      for (const { screen } of people) screen.close()
    },
  }
}

async function serveOne({ desk, screen, acknowledged }: Operator): Promise<boolean> {
  let contactId: ContactId
  try {
    contactId = (await desk.does('queue.next', {})).contactId
    acknowledged.claims.push({ contactId, staff: desk.name })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const left = error.code === 'operator_has_contact' ? error.details.contactId : undefined
    if (typeof left !== 'string') return false
    throw new Error(`${desk.name} holds a contact that nobody gave them.`)
  }
  screen.holds(contactId)
  try {
    await workOn({ desk, screen, acknowledged }, contactId)
    acknowledged.closed.push(contactId)
  } catch (error) {
    // Taken away meanwhile: somebody else goes on with it.
    if (!(error instanceof Refusal) || !['not_holder', 'contact_ended', 'not_found'].includes(error.code))
      throw error
  } finally {
    screen.holds(null)
  }
  return true
}

async function workOn(operator: Operator, contactId: ContactId): Promise<void> {
  const { desk, screen, acknowledged } = operator
  if (screen.row(contactId)?.live) await hangUp(desk, contactId)
  const dice = randomInt(10)
  if (dice < 6) {
    const { state } = await desk.does('triage.dispose', { contactId, disposition: 'Z-06' })
    // Danger words: one person alone cannot wave it away. It is taken as it is, and a team goes.
    if (state === 'proposed') await sendTeam(operator, contactId)
    return
  }
  if (dice === 9) {
    const text = `Am primit mesajul dumneavoastră, nr. ${acknowledged.replies.length}-${contactId.slice(-8)}.`
    await desk.does('intake.reply', { contactId, text })
    acknowledged.replies.push(text)
  }
  await desk.does('triage.answer', { contactId, answers: { contact_kind: 'information' } })
  try {
    await desk.does('triage.finish', { contactId, outcome: 'answered', summary: '' })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'case_not_opened') throw error
    await sendTeam(operator, contactId)
  }
}

async function hangUp(desk: Desk, contactId: ContactId): Promise<void> {
  try {
    await desk.does('intake.hangUp', { contactId })
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'contact_ended') throw error
  }
}

async function sendTeam({ desk, acknowledged }: Operator, contactId: ContactId): Promise<void> {
  const { dispatchId, caseId } = await desk.does('cases.sendTeam', { contactId, note: 'Sunați jos.' })
  acknowledged.dispatches.push({ dispatchId, caseId })
  await desk.does('triage.finish', { contactId, outcome: 'case', summary: '' })
}
