import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { World } from './app.ts'
import type { Line } from './line.ts'
import type { Person } from './person.ts'
import { operator } from './queue.ts'

/** An operator with a contact in hand that just came in from this number: by text, unless said otherwise. */
export async function takesFrom(
  { world, line }: { world: World; line: Line },
  from: string,
  arrives: (from: string) => Promise<unknown> = (number) =>
    line.posts(line.message(line.text(number, 'alo'))),
): Promise<{ ana: Person; contactId: ContactId; from: string }> {
  await arrives(from)
  await world.settle()
  const ana = await operator(world)
  const { contactId } = await ana.does('queue.next', {})
  return { ana, contactId, from }
}

/** An operator who is free from now on and has taken whoever waited first, and what they see of it and say. */
export async function takesNext(world: World) {
  const ana = await operator(world)
  await world.pass('1s')
  const { contactId } = await ana.does('queue.next', {})
  return {
    ...{ ana, contactId },
    view: () => ana.asks('intake.contact', { contactId }),
    /** `done`, or why it cannot be sent. */
    answers: async (text = 'Sunt aici.') => {
      await world.pass('1s')
      return (await ana.tries('intake.reply', { contactId, text })).outcome
    },
  }
}
