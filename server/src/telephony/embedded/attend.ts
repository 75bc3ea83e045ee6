import { seconds } from '@veghe/shared/kernel/time.ts'
import type { World } from '../../platform/chapter.ts'
import { failureOf } from '../../platform/log.ts'
import * as store from '../browser-calls.store.ts'
import { keepSound } from '../recordings.ts'
import { settle } from '../telephony.intents.ts'
import { type BrowserCall, type Switchboard, switchboardOf } from './switchboard.ts'

/** Told once for each call that is over, whatever ended it; tried again until it has been taken in. */
export type EndListener = (world: World, call: Pick<BrowserCall, 'callSid' | 'county'>) => Promise<void>

/** Whoever is told of what happens to a line by itself. */
export type Listeners = {
  onEnd: EndListener
  onSupervisorGone: (world: World, call: BrowserCall) => Promise<void>
  /** While somebody is beside the operator: they stay only for as long as they are asked. */
  onGuest: (world: World, call: BrowserCall) => Promise<void>
}

const system = { kind: 'system' } as const
const lookEveryMs = 250
const seenEveryMs = seconds(5)
/** A page that has neither asked nor spoken for so long has been closed, or its battery is empty. */
const goneAfterMs = seconds(12)

/**
 * Looks after the calls that are heard in this process: does with them what was planned, and ends those whose page
 * is gone. Costs nothing while there are none.
 */
export function attend(world: World, { onEnd, onSupervisorGone, onGuest }: Listeners): { stop: () => void } {
  const board = switchboardOf(world)
  let [isBusy, seenAt] = [false, 0]
  const round = async (): Promise<void> => {
    if (isBusy || board.all().length === 0) return
    isBusy = true
    try {
      await carryOut(world, board)
      if (performance.now() - seenAt > seenEveryMs) {
        await world.transact(system, (ctx) => store.noteSeen(ctx, sidsOf(board)))
        for (const call of board.all()) await keepSound(world, call)
        seenAt = performance.now()
      }
      for (const call of board.all())
        if (isOver(call)) await ended(world, board, { call, onEnd })
        else if (call.room.state().supervisor && !call.room.has('supervisor'))
          await onSupervisorGone(world, call)
      for (const call of board.all()) if (call.guest !== null) await onGuest(world, call)
    } catch (error) {
      world.log.warn({ err: failureOf(error) }, 'calls from browsers not looked after')
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(() => void round(), lookEveryMs)
  return {
    stop: () => {
      clearInterval(timer)
      board.close()
    },
  }
}

const sidsOf = (board: Switchboard): string[] => board.all().map(({ callSid }) => callSid)

/** A move to the operator needs nothing here: the operator's own line is what connects. */
async function carryOut(world: World, board: Switchboard): Promise<void> {
  await world.transact(system, async (ctx) => {
    for (const intent of await store.plannedFor(ctx, sidsOf(board))) {
      const call = board.find(intent.targetSid ?? '')
      const isPark = intent.kind === 'move' && intent.path?.startsWith('/twilio/hold')
      await settle(ctx, intent, { status: 'completed', errorCode: null })
      ctx.afterCommit(() => {
        if (isPark) park(call)
        if (intent.kind === 'hang_up' && call) call.isOver = true
      })
    }
  })
}

/** Whoever was with the caller is not any more; the line itself says that somebody is coming. */
function park(call: BrowserCall | null): void {
  call?.room.set({ stage: 'parked', isHeld: false, supervisor: null })
  call?.room.leaves('operator')
  call?.room.leaves('supervisor')
  call?.room.leaves('guest')
}

function isOver({ isOver, room, seenAt }: BrowserCall): boolean {
  const lastSign = Math.max(seenAt, room.heardAt('caller') ?? 0)
  return isOver || performance.now() - lastSign > goneAfterMs
}

async function ended(
  world: World,
  board: Switchboard,
  { call, onEnd }: { call: BrowserCall; onEnd: EndListener },
): Promise<void> {
  await keepSound(world, call)
  await onEnd(world, call)
  board.end(call.callSid)
}

/** Calls whose process died with them. Whoever was on the line is owed a call-back like any other. */
export async function endUnseen(world: World, onEnd: EndListener): Promise<void> {
  const since = new Date(world.now().getTime() - 4 * seenEveryMs)
  const lost = await world.transact(system, (ctx) => store.unseen(ctx, since))
  for (const call of lost) await onEnd(world, call)
}
