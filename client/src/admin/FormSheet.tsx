import type { FormEvent, ReactNode } from 'react'
import { useText } from '../platform/i18n.ts'
import { Button } from '../platform/ui/Button.tsx'
import { Sheet } from '../platform/ui/Sheet.tsx'
import { Problems } from './Problems.tsx'
import type { Wrong } from './wrongs.ts'

type FormSheetProps = {
  title: string
  /** What stands on the button that sends. */
  send: string
  wrongs: readonly Wrong[]
  failed: unknown
  isPending: boolean
  onSave: (sent?: FormEvent) => Promise<void>
  onClose: () => void
  /** Between the summary of what is wrong and the form. */
  before?: ReactNode
  after?: ReactNode
  children: ReactNode
}

/** A form at the side: what is wrong above it, sent by its button or by Ctrl and Enter. */
export function FormSheet(props: FormSheetProps) {
  const { title, send, wrongs, failed, isPending, onSave, onClose, before, after, children } = props
  const t = useText()
  return (
    <Sheet
      title={title}
      open
      onClose={onClose}
      place="side"
      onConfirm={() => void onSave()}
      footer={
        <>
          <Button
            look="primary"
            size="m"
            chord="Ctrl+Enter"
            disabled={isPending}
            onClick={() => void onSave()}
          >
            {send}
          </Button>
          <Button size="m" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </>
      }
    >
      <Problems wrongs={wrongs} failed={failed} onGo={(field) => document.getElementById(field)?.focus()} />
      {before}
      <form noValidate onSubmit={(sent) => void onSave(sent)} className="grid gap-4">
        {children}
      </form>
      {after}
    </Sheet>
  )
}
