import type { CaseView, TimelineFact } from '@veghe/shared/cases/cases.contract.ts'
import type { Text } from '../../platform/i18n.ts'
import { date, dayOf } from '../../platform/time.ts'
import { isQuiet } from './factText.ts'

export type TimelineLine = { id: string; at: Date; by: string | null } & (
  | { kind: 'note'; note: CaseView['notes'][number] }
  | { kind: 'fact'; fact: TimelineFact }
)

/** Notes and facts by day, newest first. `isFull` brings the quiet steps too. */
export function linesOf(view: CaseView, isFull: boolean): [string, TimelineLine[]][] {
  const facts = view.timeline.filter((fact) => isFull || !isQuiet(fact.kind))
  const lines: TimelineLine[] = [
    ...view.notes.map((note) => ({ id: note.id, at: note.at, by: note.by, kind: 'note' as const, note })),
    ...facts.map((fact) => ({ id: fact.id, at: fact.at, by: fact.by, kind: 'fact' as const, fact })),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const days = new Map<string, TimelineLine[]>()
  for (const line of lines) {
    const day = dayOf(line.at)
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return [...days]
}

const dayMs = 86_400_000

/** „Azi, 24.11.2026”. */
export function dayTitle(t: Text, at: Date, now: Date): string {
  const day = dayOf(at)
  if (day === dayOf(now)) return `${t('app.today')}, ${date(at)}`
  if (day === dayOf(new Date(now.getTime() - dayMs))) return `${t('app.yesterday')}, ${date(at)}`
  return date(at)
}
