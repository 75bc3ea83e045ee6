import { useState } from 'react'
import { serverNow } from '../../platform/clock.ts'
import { act } from '../../platform/commands.ts'
import { useText } from '../../platform/i18n.ts'
import { forget } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { tell } from '../../platform/ui/toasts.tsx'
import type { Contact } from './useContact.ts'

type Unsent = { key: string; text: string; at: Date }

/** Facts on their way: shown at once as not sent, and never lost; the server's own list replaces them. */
export function useUnsentNotes(contact: Contact) {
  const t = useText()
  const [unsent, setUnsent] = useState<readonly Unsent[]>([])
  function add(text: string): void {
    const note = { key: crypto.randomUUID(), text, at: serverNow() }
    setUnsent((known) => [...known, note])
    act(
      'intake.noteHeard',
      { contactId: contact.id, text, at: note.at.toISOString() },
      { key: note.key, patience: 'keep' },
    )
      .then(() => forget('intake.contact', { contactId: contact.id }))
      .catch((failed: unknown) => tell(`${refusalText(t, failed)} „${text}”`, { kind: 'refused' }))
      .finally(() => setUnsent((known) => known.filter((each) => each.key !== note.key)))
  }
  return { unsent, add }
}
