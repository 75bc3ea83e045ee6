import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import type { Text } from '../../platform/i18n.ts'
import { roughLength } from '../../platform/time.ts'

/** Why an entry stands where it stands, in the words of the work; the class itself is on its marker. */
export function whyText(t: Text, { why, hint, receivedAt }: QueueEntry, now: number): string {
  const said = why.flatMap(({ code, value }) => {
    if (code === 'hint' && hint) return t('queue.why.hint', { mark: hint.raiseTo, words: hint.words })
    if (code === 'dropped' && value)
      return t('queue.why.dropped', { length: roughLength(Number(value) * 1000) })
    if (code === 'open_case' && value) return t('queue.why.open_case', { number: value })
    return []
  })
  if (said.length > 0) return said.join(' · ')
  const ways = why.flatMap(({ code }) => {
    if (code !== 'live_call' && code !== 'message' && code !== 'call_back') return []
    return t(`queue.why.${code}`)
  })
  const waited = t('queue.why.waiting', { length: roughLength(now - receivedAt.getTime()) })
  return [...ways, waited].join(' · ')
}

/** Worth a second line in the list: something besides its age put it there. */
export const hasReason = ({ why }: QueueEntry): boolean =>
  why.some(({ code }) => code === 'hint' || code === 'dropped' || code === 'open_case')

/** Who it is, as far as one may know before answering: the first words, or the last digits. */
export function whoText(t: Text, { opening, callerDigits, channel }: QueueEntry): string {
  if (opening) return `„${opening}”`
  if (callerDigits) return `…${callerDigits}`
  return channel === 'voice' || channel === 'sms' ? t('queue.withheld') : t(`queue.channel.${channel}`)
}

export function stateText(t: Text, { state, channel, live }: QueueEntry): string {
  if (state === 'held') return t(channel === 'voice' ? 'queue.state.onCall' : 'queue.state.answering')
  return t(live && channel === 'voice' ? 'queue.state.rings' : 'queue.state.waits')
}
