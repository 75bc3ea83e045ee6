import { queueChapter } from '@veghe/server/queue/queue.api.ts'
import { callEnded } from '@veghe/server/queue/queue.ts'
import { applySnapshot, boardOf, digestOf } from '@veghe/shared/kernel/board.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import type { Person } from '../support/person.ts'
import { arrives, everybodyIsDone, finishes, operator } from '../support/queue.ts'

const carrier = { kind: 'carrier', county: CountyCode.parse('CJ') } as const
let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: [queueChapter] })
})
afterAll(() => world.stop())
beforeEach(() => everybodyIsDone(world))

/** A wait, a call taken and finished, one given back, one abandoned: whatever a board may have to show. */
async function aBusyMinute(ana: Person): Promise<void> {
  const first = await arrives(world, { live: true, opening: null })
  await arrives(world, { opening: 'ajutor', hint: { raiseTo: 'P1', category: 'W7', words: 'singur acasă' } })
  await world.settle()
  const { contactId } = await ana.does('queue.next', {})
  await ana.does('queue.release', { contactId, reason: 'technical' })
  await world.settle()
  await ana.does('queue.next', {})
  await finishes(world, contactId)
  await world.server.transact(carrier, (ctx) => callEnded(ctx, { contactId: first }))
  await ana.does('queue.setStatus', { status: 'break' })
}

test('a board read before and told of every change since is the board read now', async () => {
  const ana = await operator(world)
  const screen = await ana.listens()
  const ask = {
    entries: () => ana.asks('queue.board', {}),
    operators: () => ana.asks('queue.operators', {}),
    callBacks: () => ana.asks('queue.callBacks', {}),
  }
  const stale = {
    entries: await ask.entries(),
    operators: await ask.operators(),
    callBacks: await ask.callBacks(),
  }

  await aBusyMinute(ana)
  await screen.hears('operator.changed', ({ id, status }) => id === ana.staffId && status === 'break')
  await screen.hears('callBack.changed')

  const told = {
    entries: applySnapshot(boardOf(stale.entries), screen.heard('queue.changed')),
    operators: applySnapshot(boardOf(stale.operators), screen.heard('operator.changed')),
    callBacks: applySnapshot(boardOf(stale.callBacks), screen.heard('callBack.changed')),
  }
  expect(told.entries).toEqual(boardOf(await ask.entries()))
  expect(told.operators).toEqual(boardOf(await ask.operators()))
  expect(told.callBacks).toEqual(boardOf(await ask.callBacks()))
})

test('pushes in any order, twice or late, leave the same board', async () => {
  const ana = await operator(world)
  const screen = await ana.listens()
  await aBusyMinute(ana)
  await screen.hears('operator.changed', ({ id, status }) => id === ana.staffId && status === 'break')

  const heard = screen.heard('queue.changed')
  const backwards = applySnapshot(boardOf(heard.toReversed()), heard)
  const fresh = boardOf(await ana.asks('queue.board', {}))
  for (const [id, entry] of backwards) expect(fresh.get(id)).toEqual(entry)
})

test('the digest counts what the board shows, once it has stood for two seconds', async () => {
  const ana = await operator(world)
  const screen = await ana.listens()
  await arrives(world)
  await world.pass('3s')

  await world.web.boards.digest()

  const [said] = await screen.digested('queue.changed')
  const live = (await ana.asks('queue.board', {})).filter(({ state }) => state !== 'ended')
  expect(said).toMatchObject(digestOf(live, world.now()))
  for (const { id } of live) await finishes(world, id)
})

test('a stranger from another county hears nothing and is shown nothing', async () => {
  const ana = await operator(world)
  const own = await ana.listens()
  const stranger = await operator(world, { county: 'BN' })
  const elsewhere = await stranger.listens()

  await aBusyMinute(ana)
  await own.hears('operator.changed', ({ id, status }) => id === ana.staffId && status === 'break')
  await arrives(world, { county: 'BN' })
  await elsewhere.hears('queue.changed')

  expect(elsewhere.heard('queue.changed')).toHaveLength(1)
  expect(elsewhere.heard('callBack.changed')).toEqual([])
  expect(elsewhere.heard('operator.changed').filter(({ id }) => id === ana.staffId)).toEqual([])
  expect(await stranger.asks('queue.board', {})).toHaveLength(1)
  const { id: callBackId, version } = (await ana.asks('queue.callBacks', {}))[0] ?? { id: '', version: 1 }
  expect(
    await stranger.tries('queue.attemptCallBack', { callBackId, version, result: 'reached' }),
  ).toMatchObject({ outcome: 'not_found' })
  expect(await stranger.tries('queue.next', {})).toMatchObject({ outcome: 'done' })
})

test('a card that is written is on every list of call-backs at once, without its words', async () => {
  const ana = await operator(world)
  const numberHash = world.server.fields.matching.numberHash('+40700006001')
  const [one, other] = [
    await arrives(world, { live: true, numberHash }),
    await arrives(world, { live: true, numberHash }),
  ]
  for (const contactId of [one, other])
    await world.server.transact(carrier, (ctx) => callEnded(ctx, { contactId }))
  const stale = await ana.asks('queue.callBacks', {})
  const screen = await (await world.signIn('manager')).listens()

  await ana.does('queue.setSafeContact', {
    ...{ contactId: one, version: 0, call: 'unsafe', text: 'safe', hours: 'always', windows: [] },
    ...{ word: 'sunt de la bibliotecă', keepFrom: 'tatăl vitreg', otherWay: '' },
  })

  for (const contactId of [one, other])
    expect(await screen.hears('callBack.changed', (entry) => entry.contactId === contactId)).toMatchObject({
      safe: 'unsafe',
      safeContact: { call: 'unsafe', text: 'safe' },
    })
  expect(JSON.stringify(screen.heard('callBack.changed'))).not.toContain('bibliotec')
  const told = applySnapshot(boardOf(stale), screen.heard('callBack.changed'))
  expect(told).toEqual(boardOf(await ana.asks('queue.callBacks', {})))
})
