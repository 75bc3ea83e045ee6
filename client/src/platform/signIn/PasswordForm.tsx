import { useState } from 'react'
import { ask } from '../api.ts'
import { useText } from '../i18n.ts'
import { isRefusal } from '../refusals.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { enter } from './doors.ts'
import { EntryForm } from './EntryForm.tsx'

type PasswordFormProps = {
  onEntered: () => void
  onCode: () => void
  /** The account must have a second factor and has none: the password is needed once more to set it up. */
  onEnrol: (password: string) => void
}

export function PasswordForm({ onEntered, onCode, onEnrol }: PasswordFormProps) {
  const t = useText()
  const [shown, setShown] = useState(false)

  async function submit(form: FormData): Promise<void> {
    const password = String(form.get('password'))
    const { needsCode } = await enter(String(form.get('email')).trim(), password)
    if (needsCode) return onCode()
    try {
      await ask('identity.me', {})
    } catch (refused) {
      if (isRefusal(refused, 'second_factor_needed')) return onEnrol(password)
      throw refused
    }
    onEntered()
  }

  return (
    <EntryForm onSend={submit}>
      {(failed) => (
        <>
          <TextField
            label={t('signIn.email')}
            name="email"
            type="email"
            autoComplete="username webauthn"
            required
            autoFocus
          />
          <TextField
            label={t('signIn.password')}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            wrong={failed}
            end={
              <Button look="text" aria-pressed={shown} onClick={() => setShown(!shown)}>
                {t(shown ? 'app.hide' : 'app.show')}
              </Button>
            }
          />
        </>
      )}
    </EntryForm>
  )
}
