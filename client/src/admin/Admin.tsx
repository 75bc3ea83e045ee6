import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { useText } from '../platform/i18n.ts'
import { useMay } from '../platform/session.tsx'
import { Failed } from '../platform/ui/states.tsx'
import { KeysPane } from './KeysPane.tsx'
import { StaffPane } from './StaffPane.tsx'

/** The administrator's page: who may sign in and as what, and which programs may ask for what. */
export function Admin() {
  const t = useText()
  const may = useMay('identity.staff')
  const seesKeys = useMay('identity.keys')
  if (!may) return <Failed error={new Refusal('not_allowed')} />
  return (
    <div className="grid h-full auto-rows-max grid-cols-[minmax(0,1fr)] overflow-y-auto xl:grid-cols-[minmax(0,1fr)_29rem] xl:grid-rows-1 xl:overflow-hidden">
      <h2 className="sr-only">{t('admin.title')}</h2>
      <StaffPane />
      {seesKeys && <KeysPane />}
    </div>
  )
}
