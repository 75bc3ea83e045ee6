import { answered, type Change, type Given } from '@veghe/shared/triage/answers.rules.ts'
import type { Assessment } from '@veghe/shared/triage/triage.contract.ts'
import type { Ctx } from '../platform/context.ts'
import { aboutOf, type Subject, save, weigh } from './triage.change.ts'
import { assessmentOf } from './triage.view.ts'

/** Takes in what was answered, by whoever's hand; the class follows upwards only. */
export async function take(
  ctx: Ctx,
  subject: Subject,
  { given, by }: { given: Given; by?: 'key' },
): Promise<Assessment> {
  const { row } = subject
  const { answers, changes } = answered(row.answers, given)
  if (changes.length === 0) return assessmentOf(ctx, row)
  for (const change of changes)
    await ctx.happened('triage.answered', {
      ...aboutOf(row),
      body: { ...bodyOf(change), ...(by ? { by } : {}) },
    })
  return save(ctx, subject, await weigh(ctx, subject, answers))
}

/** A fact holds single values, so the answers of a multiple question stand side by side. */
function bodyOf({ question, values }: Change) {
  const numbered = values.map((value, i) => [`answer${i + 1}`, value] as const)
  return { question, ...Object.fromEntries(values.length === 1 ? [['answer', values[0] ?? null]] : numbered) }
}
