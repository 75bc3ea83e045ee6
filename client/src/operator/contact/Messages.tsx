import type { Hint, ThreadMessage } from '@veghe/shared/intake/intake.contract.ts'
import { carrierOptOut } from '@veghe/shared/intake/opt-out.rules.ts'
import { useText } from '../../platform/i18n.ts'
import { hhmm, isSameDay, whenShort } from '../../platform/time.ts'
import { classes } from '../../platform/ui/classes.ts'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Attachments } from './Attachments.tsx'
import type { Contact } from './useContact.ts'

/** The carrier’s number for a text that WhatsApp no longer takes. */
const carrierTooLate = '63016'

type MessagesProps = { contact: Contact; className?: string }

/** What was written, from both sides. Whatever stands around it is its container. */
export function Messages({ contact, className }: MessagesProps) {
  return (
    <ol className={classes(className)}>
      {contact.messages.map((message) => (
        <Message key={message.id} message={message} contact={contact} />
      ))}
    </ol>
  )
}

type MessageProps = {
  message: ThreadMessage
  contact: Contact
}

function Message({ message, contact }: MessageProps) {
  const t = useText()
  // What came or went another way than the thread says so.
  const { receivedAt: from, channel: usual } = contact
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
        {message.text && (
          <p className="text-m break-words whitespace-pre-wrap">
            {message.hint ? <Underlined text={message.text} hint={message.hint} /> : message.text}
          </p>
        )}
        <Attachments contact={contact} attachments={message.attachments} />
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
