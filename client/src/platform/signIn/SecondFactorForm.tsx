import { useQuery } from '@tanstack/react-query'
import { useText } from '../i18n.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { CodeForm } from './CodeForm.tsx'
import { beginSecondFactor } from './doors.ts'

/** The first sign-in where a second factor is required: the secret is shown once, and a first code proves it was kept. */
export function SecondFactorForm({ password, onEntered }: { password: string; onEntered: () => void }) {
  const t = useText()
  const { data, error, refetch } = useQuery({
    queryKey: ['second factor'],
    queryFn: () => beginSecondFactor(password),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading rows={2} />
  return (
    <>
      <p className="mt-6">{t('signIn.enrol')}</p>
      <p className="mt-3 font-code text-l tracking-wider break-all">
        {data.secret.match(/.{1,4}/g)?.join(' ')}
      </p>
      <p className="mt-1">
        <a href={data.address}>{t('signIn.enrolOpen')}</a>
      </p>
      <CodeForm onEntered={onEntered} />
    </>
  )
}
