import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { isCallOver } from '@veghe/shared/telephony/telephony.rules.ts'
import type { World } from '../platform/chapter.ts'
import { countyOfLine, isNeutral, isRecorded } from '../telephony/lines.ts'
import { catchUp, type Missed } from '../telephony/telephony.catchUp.ts'
import { receiveMessage } from './arrivals.ts'
import { callReported, receiveCall } from './calls.ts'
import { knownCalls } from './contacts.store.ts'
import { knownMessages } from './messages.store.ts'

const system = { kind: 'system' } as const

/** Takes in what the carrier carried while we were away: it tells nothing twice. */
export async function catchUpWithCarrier(world: World): Promise<void> {
  await catchUp(world, (missed) => takeIn(world, missed))
}

/**
 * Each in a transaction of its own, so that one that cannot be taken in keeps none of the others out. If there is one,
 * the look has failed: the next reaches as far back.
 */
async function takeIn(world: World, missed: Missed): Promise<void> {
  const [calls, messages] = await world.transact(system, async (ctx) => [
    await knownCalls(
      ctx,
      missed.calls.map(({ arrived }) => arrived.callSid),
    ),
    await knownMessages(
      ctx,
      missed.messages.map(({ arrived }) => arrived.messageSid),
    ),
  ])
  const failures: unknown[] = []
  const attempt = (taken: Promise<void>) => taken.catch((error: unknown) => void failures.push(error))
  for (const call of missed.calls) {
    const known = calls.get(call.arrived.callSid)
    if (!known || (!known.ended && isCallOver(call.status.status)))
      await attempt(takeInCall(world, call, known?.county ?? countyOfLine(world.config, call.arrived)))
  }
  for (const message of missed.messages)
    if (!messages.has(message.arrived.messageSid)) await attempt(takeInMessage(world, message))
  if (failures.length > 0) throw new AggregateError(failures, 'Some of it could not be taken in.')
}

async function takeInCall(
  world: World,
  { arrived, startedAt, status }: Missed['calls'][number],
  county: CountyCode,
): Promise<void> {
  const onNeutralLine = isNeutral(world.config, arrived.called)
  const known = { county, onNeutralLine, form: null }
  const isKept = isRecorded(world.config, { onNeutralLine })
  await world.transact({ kind: 'carrier', county }, async (ctx) => {
    await receiveCall(ctx, arrived, { ...known, receivedAt: startedAt, source: 'list', isRecorded: isKept })
    if (isCallOver(status.status)) await callReported(ctx, status, { ...known, source: 'list' })
  })
}

async function takeInMessage(
  world: World,
  { arrived, createdAt }: Missed['messages'][number],
): Promise<void> {
  const county = countyOfLine(world.config, arrived)
  const onNeutralLine = isNeutral(world.config, arrived.called)
  await world.transact({ kind: 'carrier', county }, (ctx) =>
    receiveMessage(ctx, arrived, { county, onNeutralLine, receivedAt: createdAt, source: 'list' }),
  )
}
