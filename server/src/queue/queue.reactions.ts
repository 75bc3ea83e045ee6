import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { dispositions } from '@veghe/shared/triage/dispositions.ts'
import { OneKeyDisposition, Priority } from '@veghe/shared/triage/triage.codes.ts'
import { z } from 'zod'
import type { Reaction } from '../platform/chapter.ts'
import type { Ctx, Fact } from '../platform/context.ts'
import { cameBack } from './call-backs.ts'
import { findEntry } from './entries.store.ts'
import { reopened } from './moving.ts'
import * as queue from './queue.ts'
import { followSupervisor } from './supervising.jobs.ts'
import { messageLeft } from './voicemail.ts'

type Act = (ctx: Ctx, contactId: ContactId, body: NonNullable<Fact['body']>) => Promise<void>

/** A contact that never stood in the queue, such as one joined at once, is none of the queue's business. */
const on = (kind: FactKind, records: readonly FactKind[], act: Act): Reaction => ({
  on: kind,
  records,
  run: async (ctx, { contactId, body }) => {
    if (contactId && (await findEntry(ctx, contactId))) await act(ctx, contactId, body ?? {})
  },
})

const ended: readonly FactKind[] = ['oncall.alarmEnded']
/** Whoever else was in the call is out of it. */
const closing: readonly FactKind[] = [...ended, 'queue.supervisorLeft', 'queue.consultEnded']

const reclass = (by: 'rules' | 'person' | 'two_persons'): Act => {
  return async (ctx, contactId, body) => {
    const to = Priority.safeParse(body.to ?? body.priority)
    if (to.success) await queue.reclass(ctx, contactId, { by, to: to.data })
  }
}

/** Who is in the carrier's conference, and heard by whom, follows from what was decided. */
const seatSupervisor: Act = async (ctx, contactId) => {
  const entry = await findEntry(ctx, contactId)
  if (entry) followSupervisor(ctx, entry)
}

export const queueReactions: readonly Reaction[] = [
  on('queue.supervised', [], seatSupervisor),
  on('queue.supervisorLeft', [], seatSupervisor),
  on('queue.handedOver', [], seatSupervisor),
  on('queue.reassigned', [], seatSupervisor),
  on('triage.proposed', ended, reclass('rules')),
  on('triage.prioritySet', ended, reclass('person')),
  on('triage.loweringConfirmed', ended, reclass('two_persons')),
  on('intake.placeConfirmed', [], async (ctx, contactId, { unit }) => {
    const known = z.int().safeParse(unit)
    if (known.success) await queue.placeKnown(ctx, contactId, known.data)
  }),
  on('intake.closed', closing, (ctx, contactId, { outcome }) =>
    queue.close(ctx, contactId, OneKeyDisposition.safeParse(outcome).success ? 'disposed' : 'finished'),
  ),
  on('triage.disposed', ['queue.callBackAdded'], async (ctx, contactId, { disposition }) => {
    const known = OneKeyDisposition.safeParse(disposition)
    if (known.success && dispositions[known.data].callBack)
      await queue.owesCallBack(ctx, contactId, known.data)
  }),
  on('telephony.voiceMessageLeft', ['queue.callBackAdded'], messageLeft),
  on('intake.reopened', ['queue.returned'], async (ctx, contactId, { live }) => {
    await reopened(ctx, contactId, { live: live === true })
    await cameBack(ctx, contactId)
  }),
]
