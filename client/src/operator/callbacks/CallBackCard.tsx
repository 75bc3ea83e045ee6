import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { useState } from 'react'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { hhmm, whenShort } from '../../platform/time.ts'
import { Facts, Pane, PaneHead, Section } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import type { OwnLine } from '../contact/useOwnLine.ts'
import { VoiceMessage } from '../contact/VoiceMessage.tsx'
import { SafeSection } from '../safe/SafeSection.tsx'
import { SafeSheet } from '../safe/SafeSheet.tsx'
import { CallBackActs } from './CallBackActs.tsx'

/** One call-back: is it safe, what came of each attempt, and if given up, why. */
export function CallBackCard({ callBack, line }: { callBack: CallBack; line: OwnLine }) {
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
        {callBack.voiceMessage && (
          <VoiceMessage contactId={callBack.contactId} message={callBack.voiceMessage} />
        )}
      </Section>
      {isOpen && may && <Safety callBack={callBack} />}
      {isOpen && may && <CallBackActs callBack={callBack} line={line} />}
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

function Safety({ callBack }: { callBack: CallBack }) {
  const { contactId, hasNumber } = callBack
  const [isWriting, setWriting] = useState(false)
  return (
    <>
      <SafeSection contactId={contactId} callBack={callBack} onWrite={() => setWriting(true)} />
      {isWriting && (
        <SafeSheet contactId={contactId} hasNumber={hasNumber} onClose={() => setWriting(false)} />
      )}
    </>
  )
}
