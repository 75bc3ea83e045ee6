import { CallBackResult, GiveUpReason } from '@veghe/shared/queue/queue.codes.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { markBy } from '@veghe/shared/queue/safe-contact.rules.ts'
import type { ReactNode } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMay } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { Section } from '../../platform/ui/Pane.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { OwnLine } from '../contact/useOwnLine.ts'
import { CallNow } from './CallNow.tsx'
import { Refused } from './Refused.tsx'
import { type CallAnswer, useCallAnswer } from './useCallAnswer.ts'
import { isRunning } from './useOwnCall.ts'

/** What one does with a call-back: say whether it is safe, what came of an attempt, or why nobody calls any more. */
export function CallBackActs({ callBack, line }: { callBack: CallBack; line: OwnLine }) {
  const t = useText()
  const close = useAct('queue.closeCallBack')
  const answer = useCallAnswer(callBack)
  const canDial = useMay('intake.dialCallBack') && callBack.hasNumber
  const isBlocked = isRunning(callBack)
  return (
    <>
      <Mark callBack={callBack} />
      {canDial && <CallNow callBack={callBack} answer={answer} line={line} />}
      <Attempt callBack={callBack} answer={answer} isBlocked={isBlocked}>
        {!canDial && <Refused answer={answer} />}
      </Attempt>
      <Section title={t('callBacks.giveUp')}>
        <div className="grid gap-2">
          {GiveUpReason.options.map((reason) => (
            <Button
              key={reason}
              disabled={close.isPending || isBlocked}
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

type AttemptProps = { callBack: CallBack; answer: CallAnswer; isBlocked: boolean; children: ReactNode }

function Attempt({ callBack, answer, isBlocked, children }: AttemptProps) {
  const t = useText()
  const attempt = useAct('queue.attemptCallBack')
  const { id: callBackId, version } = callBack
  return (
    <Section title={t('callBacks.called')}>
      {children}
      <p className="mb-2 text-ink-2">{t('callBacks.calledHint')}</p>
      <div className="grid grid-cols-2 gap-2">
        {CallBackResult.options.map((result) => (
          <Button
            key={result}
            size="m"
            disabled={!answer.canCall || isBlocked || attempt.isPending}
            onClick={() =>
              attempt.mutate(
                { callBackId, version, result, ...answer.reason },
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
