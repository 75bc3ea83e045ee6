import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { AskSheet } from './AskSheet.tsx'

/** Beside the sound of a call in which one hears the caller. */
export function AskButton({ contactId }: { contactId: ContactId }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  useKeys([{ chord: 'Shift+F2', label: 'keys.consult', bar: false, run: () => setOpen(true) }])
  return (
    <>
      <Button
        icon={UserRoundPlus}
        chord="Shift+F2"
        title={t('consult.ask')}
        className="ml-auto px-2"
        onClick={() => setOpen(true)}
      >
        {t('consult.colleague')}
      </Button>
      {isOpen && <AskSheet contactId={contactId} onClose={() => setOpen(false)} />}
    </>
  )
}
