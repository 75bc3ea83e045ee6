import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import type { SafeChannel, SafeTimes } from '@veghe/shared/queue/safe-contact.codes.ts'
import { mayCallBack, type SafeAnswer } from '@veghe/shared/queue/safe-contact.rules.ts'
import type { Text } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'

const fromIn = (answer: SafeAnswer, now: Date): string =>
  answer.may || !answer.from ? '' : whenShort(answer.from, now)

/** What the card says of this way now, as a sentence. */
export const answerText = (t: Text, channel: SafeChannel, { answer, now }: Answered): string =>
  t(`safe.${channel}.${answer.may ? 'yes' : answer.reason}`, { from: fromIn(answer, now) })

type Answered = { answer: SafeAnswer; now: Date }

const words = { unknown: 'unknown', unsafe: 'unsafe', channel: 'unsafe', hours: 'later' } as const

/** The same in a few words, for a row of a list. */
export function callBackSafety(t: Text, { safeContact, safe }: CallBack, now: Date): string {
  const answer = mayCallBack(safeContact, safe, now)
  return t(`callBacks.safe.${answer.may ? 'safe' : words[answer.reason]}`, { from: fromIn(answer, now) })
}

/** „luni–vineri 14:00–17:00”, a line for each; or what was said instead of hours. */
export const hoursLines = (t: Text, { hours, windows }: Pick<SafeTimes, 'hours' | 'windows'>): string[] =>
  hours === 'windows'
    ? windows.map(({ days, from, to }) => `${t(`safe.days.${days}`)} ${from}–${to}`)
    : [t(`safe.hours.${hours}`)]
