import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { mayCallBack, mayPass } from '@veghe/shared/queue/safe-contact.rules.ts'
import { useState } from 'react'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { answerText } from '../safe/answers.ts'
import { useIsDutyOfficer } from '../safe/useSafeContact.ts'

/** Whether they may be called now, by what the card and a person say, and with which reason past it. */
export function useCallAnswer({ safeContact, safe, hasNumber }: CallBack) {
  const t = useText()
  const now = new Date(useNow())
  const isDutyOfficer = useIsDutyOfficer()
  const [past, setPast] = useState<PassReason | null>(null)
  const answer = mayCallBack(safeContact, safe, now)
  // Where there is no card, whoever knows better says so with the mark.
  const canPass =
    hasNumber && safeContact !== null && !answer.may && mayPass(answer.reason, { isDutyOfficer })
  const refused = answer.may ? null : answerText(t, 'call', { answer, now })
  return {
    ...{ canPass, past, setPast },
    canCall: hasNumber && (answer.may || (canPass && past !== null)),
    /** What stands in the way, as a sentence. */
    refused: hasNumber ? refused : t('callBacks.noNumber'),
    /** Said with whatever is done in spite of the card. */
    reason: past && canPass ? { past } : {},
  }
}

export type CallAnswer = ReturnType<typeof useCallAnswer>
