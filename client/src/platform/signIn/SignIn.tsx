import { useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../i18n.ts'
import { queries } from '../query.ts'
import { refusalKey } from '../refusals.ts'
import { Button } from '../ui/Button.tsx'
import { CodeForm } from './CodeForm.tsx'
import { enterByPasskey, hasPasskeys } from './doors.ts'
import { Gate, GateTitle } from './Gate.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactorForm } from './SecondFactorForm.tsx'

type Step = { at: 'password' } | { at: 'code' } | { at: 'enrol'; password: string }

/** The only page for strangers. It never says whether an address is known. */
export function SignIn() {
  const t = useText()
  const [step, setStep] = useState<Step>({ at: 'password' })
  const goOn = useGoOn()
  return (
    <Gate
      left={
        <>
          <GateTitle step={1} main>
            {t('signIn.title')}
          </GateTitle>
          {step.at === 'password' && (
            <>
              <PasswordForm
                onEntered={goOn}
                onCode={() => setStep({ at: 'code' })}
                onEnrol={(password) => setStep({ at: 'enrol', password })}
              />
              {hasPasskeys() && <PasskeyButton onEntered={goOn} />}
            </>
          )}
          {step.at === 'code' && <CodeForm onEntered={goOn} onBack={() => setStep({ at: 'password' })} />}
          {step.at === 'enrol' && <SecondFactorForm password={step.password} onEntered={goOn} />}
        </>
      }
      foot={t('signIn.foot')}
      right={<WhatFollows />}
    />
  )
}

/** Back to where the session ended, or to the page of one's role. */
function useGoOn(): () => void {
  const navigate = useNavigate()
  const { to } = useSearch({ from: '/sign-in' })
  return () => {
    queries.clear()
    void navigate({ to: to ?? '/', replace: true })
  }
}

function PasskeyButton({ onEntered }: { onEntered: () => void }) {
  const t = useText()
  const [failed, setFailed] = useState<unknown>(null)
  const press = () => {
    setFailed(null)
    enterByPasskey().then(onEntered, setFailed)
  }
  return (
    <>
      <Button size="m" icon={KeyRound} className="mt-4 w-full" onClick={press}>
        {t('signIn.passkey')}
      </Button>
      {failed !== null && (
        <p role="alert" className="mt-2 font-[600]">
          {refusalKey(failed) === 'refusals.unavailable' ? t('signIn.offline') : t('signIn.passkeyFailed')}
        </p>
      )}
    </>
  )
}

function WhatFollows() {
  const t = useText()
  const steps = ['sound', 'alarms', 'notices', 'clock', 'teams'] as const
  const hints = { sound: 'soundHint', alarms: 'alarmsHint', notices: 'noticesHint' } as const
  return (
    <>
      <p className="text-ink-2">{t('signIn.next')}</p>
      <GateTitle step={2}>{t('signIn.shift')}</GateTitle>
      <ul className="mt-6">
        {steps.map((step) => (
          <li
            key={step}
            className="grid min-h-12 grid-cols-[1.5rem_minmax(0,1fr)] items-center gap-3 border-t border-hairline last:border-b sm:grid-cols-[1.5rem_12rem_minmax(0,1fr)]"
          >
            <span aria-hidden className="size-[1.125rem] rounded-pill border-[1.5px] border-edge" />
            <b className="text-m">{t(`signIn.${step}`)}</b>
            <span className="text-ink-2 max-sm:col-start-2 max-sm:pb-2">
              {step === 'clock' || step === 'teams' ? '' : t(`signIn.${hints[step]}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
