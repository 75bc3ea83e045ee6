import { useText } from '../platform/i18n.ts'
import { useAsk } from '../platform/query.ts'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Scroller } from '../platform/ui/Scroller.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { StaffTable } from './StaffTable.tsx'

/** The administrator's page: who may sign in, and as what. */
export function Admin() {
  const t = useText()
  const staff = useAsk('identity.staff', {})
  return (
    <Pane label={t('admin.staff')} id="staff" className="h-full">
      <PaneHead title={t('admin.staff')} />
      <Scroller label={t('admin.staff')} className="min-h-0 flex-1">
        {staff.isPending && <Loading rows={8} onRetry={() => void staff.refetch()} />}
        {staff.error && <Failed error={staff.error} onRetry={() => void staff.refetch()} />}
        {staff.data?.length === 0 && <Empty>{t('admin.none')}</Empty>}
        {staff.data && staff.data.length > 0 && <StaffTable staff={staff.data} />}
      </Scroller>
    </Pane>
  )
}
