import { findPhrases, type Said } from '@veghe/shared/intake/phrases.rules.ts'
import { phrases } from '@veghe/shared/intake/phrases.ts'
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react'
import { useLocale } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { type Slash, slashAt } from './slash.ts'

export type Phrases = {
  list: string
  found: readonly Said[]
  /** Which of them Enter puts in. */
  at: number
  word: string
  choose: (said: Said) => void
}

/** `/` in a text field opens the phrases; one that is chosen takes the place of what was typed, and is not sent. */
export function usePhrases({ canWrite, onText }: { canWrite: boolean; onText: (text: string) => void }) {
  const locale = useLocale()
  const list = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [slash, setSlash] = useState<Slash | null>(null)
  const [dismissed, setDismissed] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const isOpen = canWrite && slash !== null && slash.from !== dismissed
  const found = isOpen ? findPhrases(phrases, { typed: slash.word, locale }) : []

  const look = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => {
    const { value, selectionStart, selectionEnd } = currentTarget
    const next = selectionStart === selectionEnd ? slashAt(value, selectionStart) : null
    if (next?.from !== slash?.from) setDismissed(null)
    if (next?.word !== slash?.word) setAt(0)
    setSlash(next)
  }
  const put = (text: string, from: number, to: number) => {
    if (!box.current) return
    box.current.setRangeText(text, from, to, 'end')
    onText(box.current.value)
  }
  const choose = ({ text }: Said) => {
    if (!slash || !box.current) return
    const [rest = ''] = /^\S*/.exec(box.current.value.slice(box.current.selectionEnd)) ?? []
    put(text, slash.from, box.current.selectionEnd + rest.length)
    setSlash(null)
  }
  const onKeyDown = (pressed: KeyboardEvent): boolean => {
    const chosen = found[at]
    if (!chosen || pressed.nativeEvent.isComposing) return false
    if (pressed.key === 'Escape') setDismissed(slash?.from ?? null)
    else if (pressed.key === 'ArrowDown') setAt((at + 1) % found.length)
    else if (pressed.key === 'ArrowUp') setAt((at + found.length - 1) % found.length)
    else if (pressed.key === 'Enter') choose(chosen)
    else return false
    pressed.preventDefault()
    pressed.stopPropagation()
    return true
  }

  const begin = () => beginSlash(box.current, put, setSlash)
  useKeys(canWrite ? [{ chord: '/', label: 'keys.phrases', run: begin }] : [])
  const open: Phrases | null = found.length > 0 ? { list, found, at, word: slash?.word ?? '', choose } : null
  return { box, open, look, onKeyDown, close: () => setSlash(null) }
}

/** From anywhere on the screen: into the field, behind what is written there. */
function beginSlash(
  box: HTMLTextAreaElement | null,
  put: (text: string, from: number, to: number) => void,
  onSlash: (slash: Slash | null) => void,
): void {
  if (!box) return
  const { length } = box.value
  box.focus()
  put(length === 0 || /\s$/.test(box.value) ? '/' : ' /', length, length)
  onSlash(slashAt(box.value, box.value.length))
}
