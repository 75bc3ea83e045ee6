import { CallBackResult, GiveUpReason } from '@veghe/shared/queue/queue.codes.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { markBy, mayCallBack, mayPass } from '@veghe/shared/queue/safe-contact.rules.ts'
import { useState } from 'react'
import { useNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { answerText } from '../safe/answers.ts'
import { PastReasons } from '../safe/PastReasons.tsx'
import { useIsDutyOfficer } from '../safe/useSafeContact.ts'

/** What one does with a call-back: say whether it is safe, what came of an attempt, or why nobody calls any more. */
export function CallBackActs({ callBack }: { callBack: CallBack }) {
  const t = useText()
  const close = useAct('queue.closeCallBack')
  return (
    <>
      <Mark callBack={callBack} />
      <Attempt callBack={callBack} />
      <Section title={t('callBacks.giveUp')}>
        <div className="grid gap-2">
          {GiveUpReason.options.map((reason) => (
            <Button
              key={reason}
              disabled={close.isPending}
              className="justify-start"
              onClick={() =>
                close.mutate(
                  { callBackId: callBack.id, version: callBack.version, reason },
                  { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
                )
              }
            >
              {t(`callBacks.reason.${reason}`)}
            </Button>
          ))}
        </div>
      </Section>
    </>
  )
}

/** What a person says where the card is silent, or once something else was found than it says. */
function Mark({ callBack }: { callBack: CallBack }) {
  const t = useText()
  const mark = useAct('queue.markCallBackSafe')
  const { id: callBackId, version, safe, safeContact } = callBack
  const byCard = safeContact ? markBy(safeContact) : 'unknown'
  if (byCard !== 'unknown' && byCard === safe) return null
  return (
    <Section title={t('callBacks.isSafe')}>
      <Segmented
        label={t('callBacks.isSafe')}
        value={safe}
        segments={[
          { value: 'safe', label: t('callBacks.markSafe') },
          { value: 'unsafe', label: t('callBacks.markUnsafe') },
        ]}
        onChange={(said) =>
          said !== 'unknown' &&
          mark.mutate(
            { callBackId, version, safe: said },
            { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
          )
        }
      />
    </Section>
  )
}

function Attempt({ callBack }: { callBack: CallBack }) {
  const t = useText()
  const attempt = useAct('queue.attemptCallBack')
  const [past, setPast] = useState<PassReason | null>(null)
  const { answer, canPass, now } = useAnswer(callBack)
  const { id: callBackId, version, hasNumber, safeContact } = callBack
  const canCall = hasNumber && (answer.may || (canPass && past !== null))
  const hint = !hasNumber
    ? t('callBacks.noNumber')
    : answer.may || !safeContact
      ? t('callBacks.calledHint')
      : answerText(t, 'call', { answer, now })
  return (
    <Section title={t('callBacks.called')}>
      <p className="mb-2 text-ink-2">{hint}</p>
      {hasNumber && canPass && <PastReasons past={past} onChange={setPast} />}
      <div className="grid grid-cols-2 gap-2">
        {CallBackResult.options.map((result) => (
          <Button
            key={result}
            size="m"
            disabled={!canCall || attempt.isPending}
            onClick={() =>
              attempt.mutate(
                { callBackId, version, result, ...(past && canPass ? { past } : {}) },
                { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
              )
            }
          >
            {t(`callBacks.result.${result}`)}
          </Button>
        ))}
      </div>
    </Section>
  )
}

/** Where there is no card, whoever knows better says so with the mark. */
function useAnswer({ safeContact, safe }: CallBack) {
  const now = new Date(useNow())
  const isDutyOfficer = useIsDutyOfficer()
  const answer = mayCallBack(safeContact, safe, now)
  const canPass = safeContact !== null && !answer.may && mayPass(answer.reason, { isDutyOfficer })
  return { answer, canPass, now }
}
