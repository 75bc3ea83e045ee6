import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { type Console, openConsole } from './console.ts'
import { type Desk, openDesk } from './desk.ts'
import type { World } from './world.ts'

/** One operator at work whom the drill leads by the hand. */
export type Seat = {
  desk: Desk
  screen: Console
  /** Another window of the same person, showing the same contact. */
  window: () => Console
  /** Is served the next; the screen says so from now on. */
  takes: () => Promise<ContactId>
  answers: (contactId: ContactId) => Promise<void>
}

export async function openSeat(world: World, turn: number): Promise<Seat> {
  const member = world.stage.staff.operators[turn]
  if (!member) throw new Error('There are not that many operators.')
  const desk = openDesk(member, { urls: () => world.webUrls(turn), origin: world.origin })
  const screen = openConsole({ world, member, turn })
  let held: ContactId | null = null
  await desk.does('queue.setStatus', { status: 'available' })
  return {
    ...{ desk, screen },
    window: () => {
      const other = openConsole({ world, member, turn })
      other.holds(held)
      return other
    },
    takes: async () => {
      const { contactId } = await desk.does('queue.next', {})
      held = contactId
      screen.holds(contactId)
      return contactId
    },
    answers: async (contactId) => {
      await desk.does('triage.answer', { contactId, answers: { contact_kind: 'information' } })
      await desk.does('triage.finish', { contactId, outcome: 'answered', summary: '' })
      held = null
      screen.holds(null)
    },
  }
}
