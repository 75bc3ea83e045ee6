import { CallBackResult, GiveUpReason } from '@veghe/shared/queue/queue.codes.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMay } from '../../platform/session.tsx'
import { hhmm, whenShort } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Facts, Pane, PaneHead, Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { tell } from '../../platform/ui/toasts.tsx'

/** One call-back: is it safe, what came of each attempt, and if given up, why. */
export function CallBackCard({ callBack }: { callBack: CallBack }) {
  const t = useText()
  const may = useMay('queue.attemptCallBack')
  const isOpen = callBack.state === 'open'
  return (
    <Pane label={t('callBacks.one')} id="call-back" className="narrow:overflow-visible wide:overflow-y-auto">
      <PaneHead title={callBack.callerDigits ? `…${callBack.callerDigits}` : t('queue.withheld')}>
        <span className="ml-auto">
          <PriorityMarker mark={callBack.queueClass} weight="name" />
        </span>
      </PaneHead>
      <Section>
        <Facts
          rows={[
            [t('callBacks.why'), t(`callBacks.cause.${callBack.cause}`)],
            [t('callBacks.dueLabel'), whenShort(callBack.dueAt, serverNow())],
            ...(callBack.closedReason
              ? [[t('callBacks.ended'), t(`callBacks.reason.${callBack.closedReason}`)] as const]
              : []),
          ]}
        />
      </Section>
      {isOpen && may && <Acts callBack={callBack} />}
      <Section title={t('callBacks.history')}>
        <ul>
          {callBack.attempts.map((attempt) => (
            <li key={attempt.at.toISOString()} className="flex min-h-7 items-center gap-3">
              <time className="text-ink-2">{hhmm(attempt.at)}</time>
              {t(`callBacks.result.${attempt.result}`)}
              <span className="ml-auto text-ink-2">{attempt.by}</span>
            </li>
          ))}
        </ul>
        {callBack.attempts.length === 0 && <p className="text-ink-2">{t('callBacks.notCalled')}</p>}
      </Section>
    </Pane>
  )
}

function Acts({ callBack }: { callBack: CallBack }) {
  const t = useText()
  const mark = useAct('queue.markCallBackSafe')
  const attempt = useAct('queue.attemptCallBack')
  const close = useAct('queue.closeCallBack')
  const of = { callBackId: callBack.id, version: callBack.version }
  const refuse = { onError: (failed: Error) => tell(refusalText(t, failed), { kind: 'refused' }) }
  const canCall = callBack.hasNumber && callBack.safe === 'safe'
  return (
    <>
      <Section title={t('callBacks.isSafe')}>
        <Segmented
          label={t('callBacks.isSafe')}
          value={callBack.safe}
          segments={[
            { value: 'safe', label: t('callBacks.markSafe') },
            { value: 'unsafe', label: t('callBacks.markUnsafe') },
          ]}
          onChange={(safe) => safe !== 'unknown' && mark.mutate({ ...of, safe }, refuse)}
        />
      </Section>
      <Section title={t('callBacks.called')}>
        <p className="mb-2 text-ink-2">
          {t(callBack.hasNumber ? 'callBacks.calledHint' : 'callBacks.noNumber')}
        </p>
        <div className="grid grid-cols-2 gap-2">
          {CallBackResult.options.map((result) => (
            <Button
              key={result}
              size="m"
              disabled={!canCall || attempt.isPending}
              onClick={() => attempt.mutate({ ...of, result }, refuse)}
            >
              {t(`callBacks.result.${result}`)}
            </Button>
          ))}
        </div>
      </Section>
      <Section title={t('callBacks.giveUp')}>
        <div className="grid gap-2">
          {GiveUpReason.options.map((reason) => (
            <Button
              key={reason}
              disabled={close.isPending}
              className="justify-start"
              onClick={() => close.mutate({ ...of, reason }, refuse)}
            >
              {t(`callBacks.reason.${reason}`)}
            </Button>
          ))}
        </div>
      </Section>
    </>
  )
}
