import { useText } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { confirmCode } from './doors.ts'
import { EntryForm } from './EntryForm.tsx'

/** Six digits from the authenticator; a code works once. */
export function CodeForm({ onEntered, onBack }: { onEntered: () => void; onBack?: () => void }) {
  const t = useText()
  const back = onBack && (
    <Button size="m" className="w-full" onClick={onBack}>
      {t('app.back')}
    </Button>
  )
  const send = async (form: FormData): Promise<void> => {
    await confirmCode(String(form.get('code')).replace(/\D/g, ''))
    onEntered()
  }
  return (
    <EntryForm onSend={send} after={back}>
      {(failed) => (
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
      )}
    </EntryForm>
  )
}
