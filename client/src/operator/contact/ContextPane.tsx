import { useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Pane } from '../../platform/ui/Pane.tsx'
import { Segmented } from '../../platform/ui/Segmented.tsx'
import { FormPane } from '../form/FormPane.tsx'
import { SafeSection } from '../safe/SafeSection.tsx'
import type { Triage } from '../triage/useTriage.ts'
import { CaseSection } from './CaseSection.tsx'
import { Earlier } from './Earlier.tsx'
import { TeamsNear } from './TeamsNear.tsx'
import { type Contact, useIsMine } from './useContact.ts'

type ContextPaneProps = { contact: Contact; triage: Triage | null; onSafe: (() => void) | null }

/** What is known around the contact, and its reporting sheet: the same column, one key apart. */
export function ContextPane({ contact, triage, onSafe }: ContextPaneProps) {
  const t = useText()
  const isMine = useIsMine(contact)
  const [shown, setShown] = useState<'context' | 'form'>('context')
  useKeys([{ chord: 'F', label: 'keys.form', run: () => setShown(shown === 'form' ? 'context' : 'form') }])
  return (
    <Pane label={t('contact.context')} id="context" className="narrow:overflow-visible">
      <header className="flex min-h-12 shrink-0 items-center gap-3 border-b border-hairline pr-4 pl-6">
        <h2 className="sr-only">{t('contact.context')}</h2>
        <Segmented
          label={t('contact.context')}
          value={shown}
          segments={[
            { value: 'context', label: t('contact.context') },
            { value: 'form', label: t('form.title'), chord: 'F' },
          ]}
          onChange={setShown}
        />
      </header>
      <div className="min-h-0 flex-1 wide:overflow-y-auto">
        {shown === 'context' ? (
          <>
            <Earlier contact={contact} />
            <CaseSection contact={contact} canLink={isMine} />
            <SafeSection contactId={contact.id} onWrite={onSafe} {...(isMine ? { chord: 'S' } : {})} />
            <TeamsNear />
          </>
        ) : (
          <FormPane key={contact.id} contact={contact} triage={triage} canWrite={isMine} />
        )}
      </div>
    </Pane>
  )
}
