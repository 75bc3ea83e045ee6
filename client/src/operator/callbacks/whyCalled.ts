import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import type { Text } from '../../platform/i18n.ts'

/** Why they are to be called: what they left on the line says more than that they had to. */
export const whyCalled = (t: Text, { cause, voiceMessage }: CallBack): string =>
  voiceMessage
    ? t('callBacks.voiceMessage', { seconds: voiceMessage.seconds })
    : t(`callBacks.cause.${cause}`)
