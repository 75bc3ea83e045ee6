import type { Hint, ThreadMessage } from '@veghe/shared/intake/intake.contract.ts'
import { carrierOptOut } from '@veghe/shared/intake/opt-out.rules.ts'
import { EyeOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../../platform/i18n.ts'
import { hhmm, isSameDay, whenShort } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { Pane, PaneHead } from '../../platform/ui/Pane.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Timer } from '../../platform/ui/Timer.tsx'
import { HintRow } from './HintRow.tsx'
import { InterviewPanel } from './Interview.tsx'
import { NotYours } from './NotYours.tsx'
import { PageRow } from './PageRow.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import { SilenceRow } from './SilenceRow.tsx'
import { type Contact, isThread, useIsMine } from './useContact.ts'

/** The carrier’s number for a text that WhatsApp no longer takes. */
const carrierTooLate = '63016'

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

function Thread({ contact: { messages, receivedAt, channel } }: { contact: Contact }) {
  const t = useText()
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
      <ol className="mt-auto">
        {messages.map((message) => (
          <Message key={message.id} message={message} from={receivedAt} usual={channel} />
        ))}
      </ol>
    </div>
  )
}

type MessageProps = {
  message: ThreadMessage
  from: Date
  /** The channel of the thread: one that came or went another way says so. */
  usual: Contact['channel']
}

function Message({ message, from, usual }: MessageProps) {
  const t = useText()
  const isTheirs = message.direction === 'in'
  const { channel } = message
  return (
    <li className="grid flex-none grid-cols-[2.75rem_4.5rem_minmax(0,1fr)] gap-x-3 py-1.5 @max-sm:grid-cols-[2.75rem_minmax(0,1fr)]">
      <time className="text-xs leading-6 text-ink-3">
        {isSameDay(message.at, from) ? hhmm(message.at) : whenShort(message.at, from)}
      </time>
      <span className={classes('leading-6', isTheirs ? 'font-strong' : 'text-ink-2')}>
        {t(isTheirs ? 'contact.caller' : 'contact.we')}
      </span>
      <div
        className={classes(
          '@max-sm:col-start-2',
          isTheirs ? '-ml-3 border-l-2 border-ink-2 pl-2.5' : 'text-ink-2',
        )}
      >
        <p className="text-m break-words whitespace-pre-wrap">
          {message.hint ? <Underlined text={message.text} hint={message.hint} /> : message.text}
        </p>
        {message.media && (
          <p className="flex items-center gap-2 text-s text-ink-2">
            <EyeOff aria-hidden className="size-4 shrink-0" />
            {t(`contact.media.${message.media}`)}
          </p>
        )}
        {channel && channel !== usual && (
          <span className="mr-2 text-xs text-ink-3">{t(`queue.channel.${channel}`)}</span>
        )}
        {!isTheirs && <Fate message={message} />}
        {message.isOptOut && <span className="block text-xs font-strong">{t('contact.optedOut')}</span>}
        {message.hint && (
          <span className="mt-0.5 block text-xs">
            <PriorityMarker mark={message.hint.raiseTo} weight="name" word={t('contact.raisedByWord')} />
          </span>
        )}
      </div>
    </li>
  )
}

/** How far one of ours has come, and why no further. */
function Fate({ message: { status, errorCode } }: { message: ThreadMessage }) {
  const t = useText()
  const why =
    errorCode === carrierOptOut ? 'contact.optedOut' : errorCode === carrierTooLate ? 'contact.tooLate' : null
  return (
    <span className={classes('text-xs', status === 'failed' ? 'font-strong text-ink' : 'text-ink-3')}>
      {t(`contact.messageStatus.${status}`)}
      {why && ` · ${t(why)}`}
    </span>
  )
}

/** The words that were found, where they stand in the text. */
function Underlined({ text, hint }: { text: string; hint: Hint }) {
  const at = text.toLowerCase().indexOf(hint.words.toLowerCase())
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + hint.words.length)}</mark>
      {text.slice(at + hint.words.length)}
    </>
  )
}
