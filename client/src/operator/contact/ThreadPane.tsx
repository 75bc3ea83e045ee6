import { useEffect, useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { hhmm, whenShort } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { HintRow } from './HintRow.tsx'
import { InterviewPanel } from './Interview.tsx'
import { Messages } from './Messages.tsx'
import { NotYours } from './NotYours.tsx'
import { PageRow } from './PageRow.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import { SilenceRow } from './SilenceRow.tsx'
import { type Contact, isThread, useIsMine } from './useContact.ts'

type ThreadPaneProps = { contact: Contact; onWrap: () => void; onClass: () => void }

/** A contact in writing: what came, what was answered; words of danger are underlined, and a person decides. */
export function ThreadPane({ contact, onWrap, onClass }: ThreadPaneProps) {
  const t = useText()
  const isMine = useIsMine(contact)
  return (
    <Pane label={t('contact.messages')} id="call" className="@container overflow-y-auto">
      <PaneHead title={t(`contact.kind.${contact.channel}`)}>
        <span className={classes('truncate text-ink-2', contact.callerDigits && 'font-code')}>
          {contact.callerDigits
            ? `…${contact.callerDigits}`
            : t(contact.webChat ? 'contact.fromPage' : 'queue.withheld')}
        </span>
        <span className="truncate text-xs text-ink-3">{enteredLater(t, contact)}</span>
        <b className="ml-auto text-xl leading-none">
          <Timer since={contact.receivedAt} until={contact.closedAt} />
        </b>
        {isMine && (
          <Button chord="Ctrl+Shift+Enter" className="@max-sm:[&_kbd]:hidden" onClick={onWrap}>
            {t('contact.toWrapUp')}
          </Button>
        )}
      </PaneHead>
      <NotYours contact={contact} />
      <PageRow contact={contact} />
      {isMine && contact.returnsAt && <SilenceRow returnsAt={contact.returnsAt} />}
      {contact.hint && <HintRow contact={contact} hint={contact.hint} onClass={onClass} />}
      <Thread contact={contact} />
      {isThread(contact) && <InterviewPanel contact={contact} />}
      {isThread(contact) && <ReplyBox contact={contact} />}
    </Pane>
  )
}

function enteredLater(t: ReturnType<typeof useText>, { enteredAt, receivedAt }: Contact): string {
  return enteredAt
    ? t('contact.entered', { received: whenShort(receivedAt, enteredAt), time: hhmm(enteredAt) })
    : ''
}

function Thread({ contact }: { contact: Contact }) {
  const t = useText()
  const { messages } = contact
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message scrolls into sight
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, and React would call it as the clean-up.
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [messages.length])
  return (
    <div
      ref={list}
      role="log"
      aria-label={t('contact.messages')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="flex min-h-32 flex-1 flex-col overflow-y-auto px-6 py-2 -outline-offset-3"
    >
      <Messages contact={contact} className="mt-auto" />
    </div>
  )
}
