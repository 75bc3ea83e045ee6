import type { FactKind } from '@veghe/shared/audit/facts.codes.ts'
import { CaseOutcome, NoteKind, PersonRole } from '@veghe/shared/cases/cases.codes.ts'
import type { TimelineFact } from '@veghe/shared/cases/cases.contract.ts'
import { CancelReason, SafeHow } from '@veghe/shared/dispatch/dispatch.codes.ts'
import { Channel } from '@veghe/shared/intake/intake.codes.ts'
import { AlarmKind, DeclineReason, PageChannel } from '@veghe/shared/oncall/oncall.codes.ts'
import { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import type { Text } from '../../platform/i18n.ts'
import { outcomeText } from '../wrap/outcomes.ts'

/** Steps of the machinery and of reading: shown only when everything is asked for. */
const quiet: readonly FactKind[] = [
  'intake.viewed',
  'intake.briefed',
  'intake.heardNoted',
  'intake.messageStatusChanged',
  'queue.entered',
  'queue.returned',
  'queue.safeContactViewed',
  'triage.answered',
  'triage.questionAsked',
  'triage.keyPressed',
  'triage.proposed',
  'cases.viewed',
  'cases.noted',
  'oncall.paged',
  'oncall.pageDelivered',
  'oncall.pageSeen',
  'oncall.alarmRaised',
  'oncall.alarmAcknowledged',
  'oncall.alarmEnded',
]

export const isQuiet = (kind: FactKind): boolean => quiet.includes(kind)

/** A fact as a sentence: what happened, and the codes it carries in the reader's words. */
export function factText(t: Text, { kind, body }: TimelineFact): string {
  const detail = Object.entries(body).flatMap(([key, value]) => detailText(t, kind, key, value) ?? [])
  return [t(`facts.${kind}`), ...detail].join(' · ')
}

type Value = TimelineFact['body'][string]

function detailText(t: Text, kind: FactKind, key: string, value: Value): string | null {
  if (typeof value === 'number') return key === 'round' && value > 1 ? t('facts.round', { n: value }) : null
  if (value === true && key === 'replayed') return t('facts.replayed')
  if (typeof value !== 'string') return null
  switch (key) {
    case 'priority':
    case 'to':
    case 'raiseTo':
      return value
    case 'disposition':
      return outcomeText(t, value)
    case 'outcome':
      return kind === 'cases.closed' ? caseOutcomeText(t, value) : outcomeText(t, value)
    case 'channel':
      return channelText(t, value)
    case 'how':
      return SafeHow.safeParse(value).success ? t(`cases.safeHow.${SafeHow.parse(value)}`) : null
    case 'role':
      return PersonRole.safeParse(value).success ? t(`cases.role.${PersonRole.parse(value)}`) : null
    case 'kind':
      return kindText(t, value)
    case 'reason':
      return reasonText(t, kind, value)
    default:
      return null
  }
}

function caseOutcomeText(t: Text, code: string): string {
  const outcome = CaseOutcome.safeParse(code)
  return outcome.success ? t(`cases.outcome.${outcome.data}`) : code
}

function channelText(t: Text, code: string): string | null {
  const page = PageChannel.safeParse(code)
  const channel = Channel.safeParse(code)
  if (channel.success && code !== 'sms' && code !== 'voice') return t(`queue.channel.${channel.data}`)
  return page.success ? t(`facts.page.${page.data}`) : null
}

function kindText(t: Text, code: string): string | null {
  const note = NoteKind.safeParse(code)
  const alarm = AlarmKind.safeParse(code)
  if (note.success) return t(`cases.noteKind.${note.data}`)
  return alarm.success ? t(`oncall.alarm.${alarm.data}`, { team: '' }).trim() : null
}

function reasonText(t: Text, kind: FactKind, code: string): string | null {
  if (kind === 'oncall.declined') {
    const reason = DeclineReason.safeParse(code)
    return reason.success ? t(`facts.declined.${reason.data}`) : null
  }
  if (kind === 'queue.safeContactPassed') {
    const past = PassReason.safeParse(code)
    return past.success ? t(`safe.pastReason.${past.data}`) : null
  }
  const cancel = CancelReason.safeParse(code)
  return kind === 'dispatch.cancelled' && cancel.success ? t(`duty.cancelReason.${cancel.data}`) : null
}
