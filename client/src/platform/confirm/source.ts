import { Channel } from '@veghe/shared/intake/intake.codes.ts'
import type { Text } from '../i18n.ts'

/** „apel …742”: how it reached us and the digits that may be shown. */
export function sourceText(t: Text, from: { channel: string; callerDigits: string | null }): string {
  const channel = Channel.safeParse(from.channel)
  const word = channel.success ? t(`duty.channel.${channel.data}`) : from.channel
  return from.callerDigits ? `${word} …${from.callerDigits}` : word
}
