import { longestChatText } from '@veghe/shared/intake/web-chat.contract.ts'
import { Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type MessageKey, useText } from '../platform/i18n.ts'
import { Button } from '../platform/ui/Button.tsx'
import { TextArea } from '../platform/ui/Field.tsx'
import { write } from './chat.ts'

const quick: readonly MessageKey[] = ['help.yes', 'help.no', 'help.unknown', 'help.chat.pause']

/** Nothing leaves before it is sent. Whoever is asked something may answer with one press, or not at all. */
export function WriteBox({ isAnswered }: { isAnswered: boolean }) {
  const t = useText()
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const send = () => {
    const said = text.trim()
    if (said) write(said)
    setText('')
    box.current?.focus()
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(asked) => {
        asked.preventDefault()
        send()
      }}
    >
      {isAnswered && (
        <div className="grid gap-2">
          <p className="text-s text-ink-2">{t('help.chat.notAll')}</p>
          <div className="flex flex-wrap gap-2">
            {quick.map((each) => (
              <Button key={each} size="l" onClick={() => write(t(each))}>
                {t(each)}
              </Button>
            ))}
          </div>
        </div>
      )}
      <TextArea
        ref={box}
        label={t('help.chat.box')}
        rows={2}
        maxLength={longestChatText}
        placeholder={t('help.chat.placeholder')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(pressed) => {
          const isPlain = pressed.key === 'Enter' && !pressed.shiftKey && !pressed.nativeEvent.isComposing
          // On a telephone the same key begins a new line.
          if (!isPlain || !window.matchMedia('(pointer: fine)').matches) return
          pressed.preventDefault()
          send()
        }}
      />
      <Button type="submit" look="primary" size="l" icon={Send}>
        {t('help.chat.send')}
      </Button>
    </form>
  )
}
