import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { raiseAlarm } from '../oncall/oncall.ts'
import type { Ctx } from '../platform/context.ts'
import { lockEntry, noteAlarm } from './entries.store.ts'

/** An urgent contact that still waits: everybody hears of it until somebody takes it (alarm A2). */
export async function raiseNotTaken(ctx: Ctx, contactId: ContactId): Promise<void> {
  const { state, county, unit, queueClass, hintRaiseTo, alarmDueAt, alarmRaisedAt } = await lockEntry(
    ctx,
    contactId,
  )
  if (state !== 'waiting' || alarmRaisedAt || !alarmDueAt || alarmDueAt > ctx.now) return
  await noteAlarm(ctx, contactId)
  const priority = queueClass === 'P?' ? hintRaiseTo : queueClass
  await raiseAlarm(ctx, {
    ...{ county, kind: 'contact_not_taken', subject: contactId, priority, contactId, unit },
  })
}
