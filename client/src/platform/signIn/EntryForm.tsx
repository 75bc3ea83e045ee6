import { type ReactNode, useState } from 'react'
import { useText } from '../i18n.ts'
import { refusalText } from '../refusals.ts'
import { Button } from '../ui/Button.tsx'

type EntryFormProps = {
  /** Refused, its reason stands by the field and is spoken. */
  onSend: (form: FormData) => Promise<void>
  children: (failed: string | undefined) => ReactNode
  /** Below the button. */
  after?: ReactNode
}

/** One step of the way in. */
export function EntryForm({ onSend, children, after }: EntryFormProps) {
  const t = useText()
  const [failed, setFailed] = useState<string>()
  const [busy, setBusy] = useState(false)
  return (
    <form
      className="mt-8 grid gap-4"
      onSubmit={(sent) => {
        sent.preventDefault()
        setBusy(true)
        setFailed(undefined)
        onSend(new FormData(sent.currentTarget))
          .catch((refused: unknown) => setFailed(refusalText(t, refused)))
          .finally(() => setBusy(false))
      }}
    >
      {children(failed)}
      <p role="alert" className="sr-only">
        {failed}
      </p>
      <Button type="submit" look="primary" size="m" disabled={busy} className="w-full">
        {t('app.continue')}
      </Button>
      {after}
    </form>
  )
}
