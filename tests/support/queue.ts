import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { type Arrival, enqueue } from '@veghe/server/queue/queue.ts'
import { type ContactId, CountyCode, newId } from '@veghe/shared/kernel/ids.ts'
import type { World } from './app.ts'
import type { Person } from './person.ts'

/** A contact comes in as intake would hand it over. `ago` in seconds. */
export async function arrives(
  world: World,
  told: Partial<Omit<Arrival, 'county'>> & { ago?: number; county?: string } = {},
): Promise<ContactId> {
  const { ago = 0, county: code = 'CJ', ...known } = told
  const county = CountyCode.parse(code)
  const contactId = known.contactId ?? newId<ContactId>(world.now())
  const receivedAt = known.receivedAt ?? new Date(world.now().getTime() - ago * 1_000)
  await world.server.transact({ kind: 'carrier', county }, (ctx) =>
    enqueue(ctx, {
      ...{ channel: known.live ? 'voice' : 'sms', live: false, digits: '001', unit: null, hint: null },
      ...known,
      ...{ contactId, county, receivedAt },
    }),
  )
  return contactId
}

/** At the desk and ready. */
export async function operator(
  world: World,
  where: { county?: string; name?: string } = {},
): Promise<Person> {
  const person = await world.signIn('operator', where)
  await person.does('queue.setStatus', { status: 'available' })
  return person
}

export const operators = (world: World, count: number): Promise<Person[]> =>
  Promise.all(Array.from({ length: count }, () => operator(world)))

/** Their contact is closed, whatever it was, and they are free for the next. */
export async function finishes(world: World, contactId: ContactId): Promise<void> {
  const county = CountyCode.parse('CJ')
  await world.server.transact({ kind: 'system' }, async (ctx) => {
    await ctx.happened('intake.closed', { county, contactId, body: { outcome: 'counselled' } })
  })
}

/** Nobody waits and nobody is held any more. */
export async function everybodyIsDone(world: World): Promise<void> {
  const duty = await world.signIn('duty_officer')
  for (const { id, state } of await duty.asks('queue.board', {}))
    if (state !== 'ended') await finishes(world, id)
  await world.settle()
}

/** A window of someone's, by the door that the socket uses; faster than a real one may beat. */
export function windowOf(world: World, { actor }: Person) {
  const presence = { actor, socketId: newId<string>() }
  return {
    beats: async (contactId?: ContactId) =>
      queueChapter.present?.(world.server, { ...presence, ...(contactId ? { contactId } : {}) }),
    closes: async () => queueChapter.left?.(world.server, presence),
  }
}

/** Time passes in steps short enough for a process that keeps listening; `each` happens at every step. */
export async function listens(world: World, count: number, each?: () => Promise<void>): Promise<void> {
  for (let left = count; left > 0; left -= 4) {
    await each?.()
    await world.pass(`${Math.min(4, left)}s`)
  }
}
