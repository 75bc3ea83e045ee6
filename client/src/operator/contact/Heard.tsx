import { useEffect, useEffectEvent, useRef } from 'react'
import { useNow } from '../../platform/clock.ts'
import { useDraft } from '../../platform/drafts.ts'
import { useText } from '../../platform/i18n.ts'
import { length } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'
import { TextArea } from '../../platform/ui/Field.tsx'
import { type Contact, useIsMine } from './useContact.ts'
import { useUnsentNotes } from './useUnsentNotes.ts'

/** `isAside`: something else needs the room more, and what was noted shows in what is left of it. */
type HeardProps = { contact: Contact; isAside?: boolean }

/** „Ce aud”: facts in their own words, each with the time it was heard. */
export function Heard({ contact, isAside = false }: HeardProps) {
  const t = useText()
  const from = contact.answeredAt ?? contact.receivedAt
  const notes = useUnsentNotes(contact)
  const list = useRef<HTMLDivElement>(null)
  const count = contact.heard.length + notes.unsent.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new fact scrolls into sight
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, and React would call it as the clean-up.
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [count])
  return (
    <>
      <h3 className="flex items-center gap-2 border-t border-hairline px-6 pt-3 pb-1 text-s">
        {t('contact.heard')}
        <span className="text-xs font-normal text-ink-3">{t('contact.heardHint')}</span>
      </h3>
      <div
        ref={list}
        role="log"
        aria-label={t('contact.heard')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className={classes('flex-1 overflow-y-auto px-6 -outline-offset-3', isAside ? 'min-h-0' : 'min-h-24')}
      >
        <ol>
          {contact.heard.map((note) => (
            <li key={note.id} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 py-1.5">
              <time className="font-code text-xs leading-6 text-ink-3">
                {length(note.at.getTime() - from.getTime())}
              </time>
              <p className="text-m">{note.text}</p>
            </li>
          ))}
          {notes.unsent.map((note) => (
            <li key={note.key} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2 py-1.5 text-ink-2">
              <time className="font-code text-xs leading-6 text-ink-3">
                {length(note.at.getTime() - from.getTime())}
              </time>
              <p className="text-m">
                {note.text} <span className="text-xs">· {t('net.unsentMark')}</span>
              </p>
            </li>
          ))}
        </ol>
      </div>
      <Composer contact={contact} from={from} onAdd={notes.add} />
    </>
  )
}

type ComposerProps = { contact: Contact; from: Date; onAdd: (text: string) => void }

function Composer({ contact, from, onAdd }: ComposerProps) {
  const t = useText()
  const isMine = useIsMine(contact)
  const { text, setText } = useDraft(`heard ${contact.id}`)
  const add = () => {
    if (!text.trim()) return
    onAdd(text.trim())
    setText('')
  }
  // What was typed and not added yet goes with a call that goes to somebody else.
  const goesAlong = useEffectEvent(add)
  const isElsewhere = !isMine && contact.holder !== null
  useEffect(() => {
    if (isElsewhere) goesAlong()
  }, [isElsewhere])
  return (
    <div className="shrink-0 px-4 pt-2 pb-3 pl-6">
      <TextArea
        label={t('contact.heard')}
        bare
        rows={2}
        disabled={!isMine}
        data-pane-focus
        placeholder={t('contact.heardPlaceholder')}
        value={text}
        onChange={(typed) => setText(typed.currentTarget.value)}
        onKeyDown={(pressed) => {
          if (pressed.key !== 'Enter' || !pressed.ctrlKey || pressed.shiftKey) return
          pressed.preventDefault()
          add()
        }}
      />
      <p className="mt-1 flex items-center gap-2 text-xs text-ink-3">
        <AddHint from={from} />
        <Button look="text" className="ml-auto" disabled={!text.trim()} onClick={add}>
          {t('app.add')}
        </Button>
      </p>
    </div>
  )
}

function AddHint({ from }: { from: Date }) {
  const t = useText()
  return t('contact.addAt', { length: length(useNow() - from.getTime()) })
}
