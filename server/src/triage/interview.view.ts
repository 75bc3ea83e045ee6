import { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Interview } from '@veghe/shared/triage/interview.contract.ts'
import type { z } from 'zod'
import type { Board } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { scripted } from './interview.questions.ts'
import { findInterview, type InterviewRow } from './interview.store.ts'
import type { Asked } from './interview.tables.ts'
import { holdersOf, refuseUnlessHeld } from './triage.change.ts'

export const askedNow = ({ state, turn, asked }: InterviewRow): Asked | null =>
  state === 'asking' ? (asked.find((one) => one.turn === turn) ?? null) : null

/** As whoever holds the contact sees it. */
export function interviewOf(row: InterviewRow): z.input<typeof Interview> {
  const { contactId: id, version, state, ending, way, language, wording, turn, silences } = row
  return {
    ...{ id, version, state, ending, way, language, wording, turn, silences },
    ...{ startedAt: row.startedAt, endedAt: row.endedAt },
    asked: row.asked.map(({ key: _, ...one }) => {
      const question = scripted(one.question)
      const unknown = { ro: one.question, hu: one.question, en: one.question }
      return {
        ...one,
        said: question?.text[wording] ?? unknown,
        cover: one.meaning === 'yes' ? (question?.cover ?? null) : null,
      }
    }),
  }
}

export async function interview(ctx: Ctx, contactId: ContactId): Promise<z.input<typeof Interview> | null> {
  await refuseUnlessHeld(ctx, contactId)
  const row = await findInterview(ctx, contactId)
  return row && interviewOf(row)
}

export const interviewBoard: Board<'interview.changed'> = {
  push: 'interview.changed',
  read: async (ctx, id) => {
    const row = await findInterview(ctx, ContactId.parse(id))
    return row && { body: interviewOf(row), to: await holdersOf(ctx, row.contactId) }
  },
}
