import type { PassReason } from '@veghe/shared/queue/safe-contact.codes.ts'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../platform/clock.ts'
import { useDraft } from '../../platform/drafts.ts'
import { useText } from '../../platform/i18n.ts'
import { forget, useAct } from '../../platform/query.ts'
import { mayGoPast, refusalText } from '../../platform/refusals.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextArea } from '../../platform/ui/Field.tsx'
import { Notice } from '../../platform/ui/states.tsx'
import { PastReasons } from '../safe/PastReasons.tsx'
import { optionId, PhraseList } from './PhraseList.tsx'
import { RoomLeft } from './RoomLeft.tsx'
import { type Contact, useIsMine } from './useContact.ts'
import { usePhrases } from './usePhrases.ts'

const longest = 1600

/** Why nothing can be written on this thread now; null while something can. */
function useClosedWay({ hasOptedOut, webChat, replyWay: { until } }: Contact) {
  const now = useNow()
  if (webChat?.leftAt) return 'refusals.chat_left'
  if (hasOptedOut) return 'refusals.opted_out'
  return until && until.getTime() <= now ? 'refusals.whatsapp_closed' : null
}

/** A plain reply. Nothing leaves before it is sent, and it counts as sent only when the server has said so. */
export function ReplyBox({ contact }: { contact: Contact }) {
  const t = useText()
  const isMine = useIsMine(contact)
  const { text, setText } = useDraft(`reply ${contact.id}`)
  const reply = useAct('intake.reply')
  const [wrong, setWrong] = useState<string>()
  const [past, setPast] = useState<PassReason | null>(null)
  const closed = useClosedWay(contact)
  const canWrite = isMine && contact.closedAt === null && closed === null
  const canSend = canWrite && text.trim() !== '' && !reply.isPending
  const { box, open, look, onKeyDown, close } = usePhrases({ canWrite, onText: setText })
  const send = () => {
    if (!canSend) return
    setWrong(undefined)
    reply.mutate(
      { contactId: contact.id, text: text.trim(), ...(past ? { past } : {}) },
      {
        onSuccess: () => {
          setText('')
          setPast(null)
          forget('intake.contact', { contactId: contact.id })
        },
        onError: (failed) => setWrong(refusalText(t, failed)),
      },
    )
  }
  return (
    <div className="shrink-0 border-t border-edge py-3 pr-4 pl-6">
      {closed && <Notice className="mb-2">{t(closed)}</Notice>}
      {open && <PhraseList {...open} />}
      <TextArea
        ref={box}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-controls={open?.list}
        aria-activedescendant={open ? optionId(open) : undefined}
        label={t('contact.reply')}
        bare
        rows={3}
        data-pane-focus
        maxLength={longest}
        disabled={!canWrite}
        placeholder={t('contact.replyPlaceholder')}
        value={text}
        wrong={wrong}
        onChange={(typed) => {
          setText(typed.currentTarget.value)
          look(typed)
        }}
        onSelect={look}
        onBlur={close}
        onKeyDown={(pressed) => {
          if (onKeyDown(pressed)) return
          if (pressed.key !== 'Enter' || !pressed.ctrlKey || pressed.shiftKey) return
          pressed.preventDefault()
          send()
        }}
      />
      {mayGoPast(reply.error) && <PastReasons past={past} onChange={setPast} />}
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        {reply.isPending ? (
          <span className="text-xs text-ink-3">{t('contact.sending')}</span>
        ) : (
          <RoomLeft text={text} longest={longest} way={contact.replyWay} />
        )}
        <Button
          icon={Send}
          size="m"
          chord="Ctrl+Enter"
          className="ml-auto shrink-0"
          disabled={!canSend}
          onClick={send}
        >
          {t(past ? 'safe.sendAnyway' : 'contact.send')}
        </Button>
      </p>
    </div>
  )
}
