import { PhoneOff, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { useMe } from '../../platform/session.tsx'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { ConsultBar } from '../consult/ConsultBar.tsx'
import { useInterview } from '../triage/useInterview.ts'
import { CallerFacts } from './CallerFacts.tsx'
import { Heard } from './Heard.tsx'
import { InterviewPanel } from './Interview.tsx'
import { NotYours } from './NotYours.tsx'
import { NumberSheet } from './NumberSheet.tsx'
import { ReleaseSheet } from './ReleaseSheet.tsx'
import { SoundBar } from './SoundBar.tsx'
import { SupervisedBy, SupervisorBar } from './SupervisorBar.tsx'
import { type Contact, isLiveCall, useIsMine } from './useContact.ts'
import { VoiceMessages } from './VoiceMessage.tsx'
import { WrongPersonSheet } from './WrongPersonSheet.tsx'

const armedMs = 3_000

type CallPaneProps = {
  contact: Contact
  onCall112: () => void
  /** The call is being ended: what is pressed next belongs to the wrap-up. False when it was refused. */
  onEnding: (isEnding: boolean) => void
}

/** The call itself: how long, what one can do with it, and what is heard, each thing with its time. */
export function CallPane({ contact, onCall112, onEnding }: CallPaneProps) {
  const t = useText()
  const me = useMe()
  const isLive = isLiveCall(contact)
  const isAsking = useInterview(contact.id)?.state === 'asking'
  return (
    <Pane label={t('contact.call')} id="call" className="overflow-y-auto">
      <PaneHead title={t('contact.call')}>
        <span className={classes('text-ink-2', contact.callerDigits && 'font-code')}>
          {contact.callerDigits
            ? `…${contact.callerDigits}`
            : t(contact.hasSound ? 'contact.fromBrowser' : 'queue.withheld')}
        </span>
        <b className="ml-auto text-xl leading-none">
          <Timer since={contact.answeredAt ?? contact.receivedAt} until={contact.callEndedAt} />
        </b>
      </PaneHead>
      <NotYours contact={contact} />
      <SupervisorBar contact={contact} />
      <Controls contact={contact} onCall112={onCall112} onEnding={onEnding} />
      <p className="flex items-center gap-4 pr-4 pb-2 pl-6 text-xs text-ink-2">
        {isLive ? t('contact.onLine') : t('contact.lineEnded')}
        {me.standInLine && contact.isByTelephone && <span className="ml-auto">{t('app.standIn')}</span>}
      </p>
      {isLive && contact.isDiscreet && <Discreet />}
      <CallerFacts contact={contact} />
      <VoiceMessages contact={contact} />
      <SupervisedBy contact={contact} />
      <ConsultBar contact={contact} />
      <SoundBar contact={contact} />
      <InterviewPanel contact={contact} />
      <Heard contact={contact} isAside={isAsking || contact.consult !== null || contact.isCallBack} />
    </Pane>
  )
}

/** Said before anybody speaks: it may be somebody who must not know that the child called. */
function Discreet() {
  const t = useText()
  return <p className="pr-4 pb-2 pl-6 font-[600]">{t('contact.discreet')}</p>
}

function Controls({ contact, onCall112, onEnding }: CallPaneProps) {
  const t = useText()
  const isMine = useIsMine(contact)
  const [layer, setLayer] = useState<'number' | 'release' | 'wrong_person' | null>(null)
  const hangUp = useHangUp(contact, onEnding)
  const isLive = isLiveCall(contact)
  const number = contact.origin?.number ?? 'known'
  return (
    <div className="grid shrink-0 grid-cols-2 gap-2 px-4 pt-3 pb-2 pl-6">
      <Button
        chord="Shift+F9"
        className="col-span-2 justify-start px-2"
        disabled={!isMine}
        onClick={onCall112}
      >
        {t('contact.note112')}
      </Button>
      <Button
        className="justify-start px-2"
        disabled={!isMine || number === 'withheld'}
        onClick={() => setLayer('number')}
      >
        {t('contact.showNumber')}
      </Button>
      <Button
        icon={Undo2}
        className="justify-start px-2"
        disabled={!isMine || contact.closedAt !== null}
        onClick={() => setLayer('release')}
      >
        {t('contact.giveBack')}
      </Button>
      {isMine && contact.isCallBack && contact.closedAt === null && (
        <Button className="col-span-2 justify-start px-2" onClick={() => setLayer('wrong_person')}>
          {t('contact.wrongPerson.title')}
        </Button>
      )}
      <Button
        icon={PhoneOff}
        look={hangUp.isArmed ? 'on' : 'plain'}
        chord="Ctrl+Shift+Enter"
        className="col-span-2 justify-start px-2"
        disabled={!isMine || !isLive || hangUp.isPending}
        onClick={hangUp.press}
      >
        {t(hangUp.isArmed ? 'contact.endArmed' : 'contact.end')}
      </Button>
      {layer === 'number' && (
        <NumberSheet contactId={contact.id} number={number} onClose={() => setLayer(null)} />
      )}
      {layer === 'release' && <ReleaseSheet contactId={contact.id} onClose={() => setLayer(null)} />}
      {layer === 'wrong_person' && <WrongPersonSheet contactId={contact.id} onClose={() => setLayer(null)} />}
    </div>
  )
}

/** Ending takes two presses within three seconds: nothing else on this screen can cut a child off. */
function useHangUp(contact: Contact, onEnding: CallPaneProps['onEnding']) {
  const t = useText()
  const isMine = useIsMine(contact)
  const hangUp = useAct('intake.hangUp')
  const [isArmed, setArmed] = useState(false)
  useEffect(() => {
    if (!isArmed) return
    const timer = setTimeout(() => setArmed(false), armedMs)
    return () => clearTimeout(timer)
  }, [isArmed])
  const press = () => {
    if (!isArmed) return setArmed(true)
    setArmed(false)
    onEnding(true)
    // Not in the options of `mutate`: this pane is gone by the time the answer comes.
    hangUp.mutateAsync({ contactId: contact.id }).catch((failed: unknown) => {
      onEnding(false)
      tell(refusalText(t, failed), { kind: 'refused' })
    })
  }
  const canEnd = isMine && isLiveCall(contact)
  useKeys(
    canEnd
      ? [{ chord: 'Ctrl+Shift+Enter', label: 'keys.hangUp', bar: 'Ctrl+Shift+Enter ×2', run: press }]
      : [],
  )
  return { press, isArmed, isPending: hangUp.isPending }
}
