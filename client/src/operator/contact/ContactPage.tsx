import { useNavigate, useParams } from '@tanstack/react-router'
import { ContactId } from '@veghe/shared/kernel/ids.ts'
import { useRef, useState } from 'react'
import { useBoard } from '../../platform/board.ts'
import { boards } from '../../platform/boards.ts'
import { useKeys } from '../../platform/keys.ts'
import { classes } from '../../platform/ui/classes.ts'
import { Failed, Loading } from '../../platform/ui/states.tsx'
import { AskedNoMore, AskedPage } from '../consult/AskedPage.tsx'
import { useBrief, useIsAsked } from '../consult/useBrief.ts'
import { SafeSheet } from '../safe/SafeSheet.tsx'
import { useIsDutyOfficer } from '../safe/useSafeContact.ts'
import { FastSheet } from '../send/FastSheet.tsx'
import { SendSheet } from '../send/SendSheet.tsx'
import { ClassSheet } from '../triage/ClassSheet.tsx'
import { TriagePane } from '../triage/TriagePane.tsx'
import { useTriage } from '../triage/useTriage.ts'
import { WrapUp } from '../wrap/WrapUp.tsx'
import { Call112Sheet } from './Call112Sheet.tsx'
import { CallLine } from './CallLine.tsx'
import { CallPane } from './CallPane.tsx'
import { ContextPane } from './ContextPane.tsx'
import { MiniQueue } from './MiniQueue.tsx'
import { ThreadPane } from './ThreadPane.tsx'
import { type Contact, isLiveCall, useContact, useIsMine, useOtherSender } from './useContact.ts'

type Layer = 'send' | 'fast' | 'class' | '112' | 'safe' | null

/** A contact in hand: the words, the script, what is known, and at its end the wrap-up. */
export function ContactPage() {
  const { contactId } = useParams({ from: '/inside/desk/console/contact/$contactId' })
  const id = ContactId.safeParse(contactId)
  return id.success ? <Loaded key={id.data} contactId={id.data} /> : <Failed />
}

/** One's own, or what a colleague asks about: then there is a summary to read, and nothing else. */
function Loaded({ contactId }: { contactId: ContactId }) {
  const { state } = useBoard(boards.queue)
  const isAsked = useIsAsked(contactId)
  const wasAsked = useRef(false)
  if (isAsked) wasAsked.current = true
  const { data, error, refetch } = useContact(contactId, { enabled: !isAsked })
  const asked = useBrief(contactId, { enabled: isAsked })
  const brief = isAsked ? asked.data : undefined
  const contact = isAsked ? undefined : data
  return (
    <CallLine contactId={contactId} contact={contact} brief={brief}>
      {isAsked ? (
        <AskedPage brief={brief} />
      ) : contact ? (
        <InHand contact={contact} />
      ) : error && wasAsked.current ? (
        <AskedNoMore />
      ) : error && state !== 'loading' ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={10} />
      )}
    </CallLine>
  )
}

function InHand({ contact }: { contact: Contact }) {
  const navigate = useNavigate()
  const isMine = useIsMine(contact)
  const found = useTriage(contact.id)
  const [layer, setLayer] = useState<Layer>(null)
  const [wrapping, setWrapping] = useState<boolean | null>(null)
  const isOver = contact.channel === 'voice' && !isLiveCall(contact)
  const isWrap = contact.closedAt !== null || (wrapping ?? isOver)
  const open = (next: Layer) => () => setLayer(next)
  const onSafe = useIsDutyOfficer() || isMine ? open('safe') : null
  const otherSender = useOtherSender(contact)
  const canSend = isMine || (otherSender === null && contact.closedAt === null)
  const canWrap = isMine && !isLiveCall(contact)
  useContactKeys({ isMine, canSend, open, onWrap: () => setWrapping(!isWrap), canWrap })
  const isCall = contact.channel === 'voice'
  return (
    <div
      className={classes(
        'flex h-full min-h-0 flex-col overflow-y-auto wide:grid wide:divide-x wide:divide-hairline wide:overflow-hidden',
        isWrap
          ? 'wide:grid-cols-[minmax(0,1fr)_22rem] vast:grid-cols-[6.5rem_minmax(0,1fr)_26rem]'
          : isCall
            ? 'wide:grid-cols-[20.5rem_minmax(0,1fr)_16rem] vast:grid-cols-[6.5rem_20.5rem_minmax(0,1fr)_21rem]'
            : 'wide:grid-cols-[minmax(0,1fr)_22.5rem_16rem] roomy:grid-cols-[minmax(0,1fr)_23rem_18rem] vast:grid-cols-[6.5rem_minmax(0,1fr)_27rem_18.5rem]',
      )}
    >
      <MiniQueue openId={contact.id} />
      {isWrap ? (
        <WrapUp
          contact={contact}
          triage={found.triage}
          onSafe={onSafe}
          onBack={contact.closedAt ? null : () => setWrapping(false)}
          onDone={() => void navigate({ to: '/console' })}
        />
      ) : (
        <>
          {isCall ? (
            <CallPane contact={contact} onCall112={open('112')} onEnding={(is) => setWrapping(is || null)} />
          ) : (
            <ThreadPane contact={contact} onWrap={() => setWrapping(true)} onClass={open('class')} />
          )}
          <TriagePane
            contact={contact}
            {...found}
            otherSender={otherSender}
            onChangeClass={open('class')}
            onSend={open('send')}
            onDanger={open('fast')}
          />
          <ContextPane contact={contact} triage={found.triage} onSafe={onSafe} />
        </>
      )}
      {layer === 'fast' && <FastSheet contact={contact} onClose={open(null)} />}
      {layer === 'send' && <SendSheet contact={contact} triage={found.triage} onClose={open(null)} />}
      {layer === '112' && <Call112Sheet contactId={contact.id} onClose={open(null)} />}
      {layer === 'safe' && (
        <SafeSheet contactId={contact.id} hasNumber={contact.callerDigits !== null} onClose={open(null)} />
      )}
      {layer === 'class' && found.triage && <ClassSheet triage={found.triage} onClose={open(null)} />}
    </div>
  )
}

type ContactKeys = {
  isMine: boolean
  canSend: boolean
  open: (layer: Layer) => () => void
  onWrap: () => void
  canWrap: boolean
}

function useContactKeys({ isMine, canSend, open, onWrap, canWrap }: ContactKeys): void {
  const help = [
    { chord: 'F8', label: 'keys.sendTeam', run: open('send') },
    { chord: 'F9', label: 'keys.danger', run: open('fast') },
    { chord: 'Shift+F8', label: 'keys.setClass', bar: false, run: open('class') },
  ] as const
  const own = [
    { chord: 'Shift+F9', label: 'keys.call112', bar: false, run: open('112') },
    { chord: 'S', label: 'keys.safeContact', bar: false, run: open('safe') },
  ] as const
  const wrap = { chord: 'Ctrl+Shift+Enter', label: 'keys.toWrapUp', run: onWrap } as const
  useKeys([...(canSend ? help : []), ...(isMine ? own : []), ...(canWrap ? [wrap] : [])])
}
