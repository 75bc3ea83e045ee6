import type { StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import { useState } from 'react'
import { useText } from '../platform/i18n.ts'
import { useAct } from '../platform/query.ts'
import { refusalText } from '../platform/refusals.ts'
import { Button } from '../platform/ui/Button.tsx'
import { Secret } from './Secret.tsx'

/** In two steps: the old password stops working at once. */
export function ResetPassword({ person }: { person: StaffEntry }) {
  const t = useText()
  const [isSure, setSure] = useState(false)
  const reset = useAct('identity.resetPassword')
  return (
    <section className="mt-6 border-t border-hairline pt-4">
      <h3 className="mb-1 text-m">{t('admin.password')}</h3>
      {reset.data ? (
        <Secret
          label={t('admin.firstPassword')}
          value={reset.data.firstPassword}
          hint={t('admin.firstPasswordHint')}
        />
      ) : (
        <>
          <p className="mb-3 text-ink-2">{t('admin.resetHint')}</p>
          {reset.error && (
            <p role="alert" className="mb-3 font-[600]">
              {refusalText(t, reset.error)}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            {isSure ? (
              <>
                <Button disabled={reset.isPending} onClick={() => reset.mutate({ staffId: person.id })}>
                  {t('admin.resetSure')}
                </Button>
                <Button autoFocus onClick={() => setSure(false)}>
                  {t('app.cancel')}
                </Button>
              </>
            ) : (
              <Button onClick={() => setSure(true)}>{t('admin.reset')}</Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
