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
