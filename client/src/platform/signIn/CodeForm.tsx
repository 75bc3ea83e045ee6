import { useState } from 'react'
import { useText } from '../i18n.ts'
import { refusalText } from '../refusals.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { confirmCode } from './doors.ts'

/** Six digits from the authenticator; a code works once. */
export function CodeForm({ onEntered, onBack }: { onEntered: () => void; onBack?: () => void }) {
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
        const code = String(new FormData(sent.currentTarget).get('code')).replace(/\D/g, '')
        confirmCode(code)
          .then(onEntered, (refused: unknown) => setFailed(refusalText(t, refused)))
          .finally(() => setBusy(false))
      }}
    >
      <TextField
        label={t('signIn.code')}
        hint={t('signIn.codeHint')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        autoFocus
        wrong={failed}
      />
      <p role="alert" className="sr-only">
        {failed}
      </p>
      <Button type="submit" look="primary" size="m" disabled={busy} className="w-full">
        {t('app.continue')}
      </Button>
      {onBack && (
        <Button size="m" className="w-full" onClick={onBack}>
          {t('app.back')}
        </Button>
      )}
    </form>
  )
}
