import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { Mic, Phone, PhoneOff, RotateCw } from 'lucide-react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMe } from '../../platform/session.tsx'
import { hhmm } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Section } from '../../platform/ui/Pane.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import type { OwnLine } from '../contact/useOwnLine.ts'
import { Refused } from './Refused.tsx'
import type { CallAnswer } from './useCallAnswer.ts'
import { isRunning } from './useOwnCall.ts'

type CallNowProps = { callBack: CallBack; answer: CallAnswer; line: OwnLine }

/** From the desk itself: it rings at the other end once one's own sound is up, and what came of it is written by itself. */
export function CallNow({ callBack, answer, line }: CallNowProps) {
  const me = useMe()
  const { call } = callBack
  const isMine = call?.by.staffId === me.staffId
  const running = isRunning(callBack)
  return (
    <Section>
      <Said callBack={callBack} isMine={isMine} />
      {running && isMine && <OwnSound line={line} />}
      {running && isMine && <Stop callBack={callBack} />}
      {!running && <Start callBack={callBack} answer={answer} />}
    </Section>
  )
}

/** How far it has come; once it is over, what came of it and what to do next. */
function Said({ callBack: { call, dueAt }, isMine }: { callBack: CallBack; isMine: boolean }) {
  const t = useText()
  const words = () => {
    if (!call) return ''
    if (call.state !== 'ended')
      return isMine ? t(`callBacks.call.state.${call.state}`) : t('callBacks.call.by', { name: call.by.name })
    return call.result ? t(`callBacks.call.ended.${call.result}`, { time: hhmm(dueAt) }) : ''
  }
  return (
    <p
      role="status"
      className={classes('mb-2 empty:hidden', call?.state !== 'ended' && 'font-[600]')}
      data-call={call?.state}
    >
      {words()}
    </p>
  )
}

function Start({ callBack: { id: callBackId, version }, answer }: Omit<CallNowProps, 'line'>) {
  const t = useText()
  const dial = useAct('intake.dialCallBack')
  const canCall = answer.canCall && !dial.isPending
  const start = () =>
    dial.mutate(
      { callBackId, version, ...answer.reason },
      { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) },
    )
  useKeys(canCall ? [{ chord: 'Ctrl+Enter', label: 'keys.callBack', run: start }] : [])
  return (
    <>
      <Refused answer={answer} />
      <Button icon={Phone} look="primary" size="m" chord="Ctrl+Enter" disabled={!canCall} onClick={start}>
        {t('callBacks.call.start')}
      </Button>
      {answer.canCall && <p className="mt-2 text-xs text-ink-2">{t('callBacks.call.hint')}</p>}
    </>
  )
}

function Stop({ callBack: { id: callBackId } }: Pick<CallNowProps, 'callBack'>) {
  const t = useText()
  const act = useAct('queue.stopCallBack')
  const stop = () =>
    act.mutate({ callBackId }, { onError: (failed) => tell(refusalText(t, failed), { kind: 'refused' }) })
  useKeys([{ chord: 'Ctrl+Shift+Enter', label: 'keys.hangUp', run: stop }])
  return (
    <Button icon={PhoneOff} size="m" chord="Ctrl+Shift+Enter" disabled={act.isPending} onClick={stop}>
      {t('callBacks.call.stop')}
    </Button>
  )
}

/** Only what keeps one from being heard. */
function OwnSound({ line: { sound, again } }: Pick<CallNowProps, 'line'>) {
  const t = useText()
  if (sound !== 'lost' && sound !== 'no_microphone') return null
  return (
    <p className="mb-2 flex min-h-8 items-center gap-2 text-s" data-sound={sound}>
      <Mic aria-hidden className="size-4" />
      {t(`contact.sound.${sound}`)}
      <Button icon={RotateCw} className="ml-auto" onClick={again}>
        {t('contact.sound.again')}
      </Button>
    </p>
  )
}
