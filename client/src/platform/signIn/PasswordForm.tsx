import { useState } from 'react'
import { ask } from '../api.ts'
import { useText } from '../i18n.ts'
import { isRefusal, refusalText } from '../refusals.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { enter } from './doors.ts'

type PasswordFormProps = {
  onEntered: () => void
  onCode: () => void
  /** The account must have a second factor and has none: the password is needed once more to set it up. */
  onEnrol: (password: string) => void
}

export function PasswordForm({ onEntered, onCode, onEnrol }: PasswordFormProps) {
  const t = useText()
  const [failed, setFailed] = useState<string>()
  const [busy, setBusy] = useState(false)
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
    <form
      className="mt-8 grid gap-4"
      onSubmit={(sent) => {
        sent.preventDefault()
        setBusy(true)
        setFailed(undefined)
        submit(new FormData(sent.currentTarget))
          .catch((refused: unknown) => setFailed(refusalText(t, refused)))
          .finally(() => setBusy(false))
      }}
    >
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
      <p role="alert" className="sr-only">
        {failed}
      </p>
      <Button type="submit" look="primary" size="m" disabled={busy} className="w-full">
        {t('app.continue')}
      </Button>
    </form>
  )
}
