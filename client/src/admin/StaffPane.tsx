import type { StaffEntry } from '@veghe/shared/identity/identity.contract.ts'
import type { StaffId } from '@veghe/shared/kernel/ids.ts'
import { useState } from 'react'
import { useLostSince } from '../platform/connection.tsx'
import { useLocale, useText } from '../platform/i18n.ts'
import { useAsk } from '../platform/query.ts'
import { Button } from '../platform/ui/Button.tsx'
import { Pane, PaneHead } from '../platform/ui/Pane.tsx'
import { Empty, Failed, Loading } from '../platform/ui/states.tsx'
import { Tag } from '../platform/ui/Tag.tsx'
import { AddStaff } from './AddStaff.tsx'
import { ChangeStaff } from './ChangeStaff.tsx'
import { StaffTable } from './StaffTable.tsx'

/** Those who may sign in first, the closed accounts after them; by name. */
const inOrder = (staff: readonly StaffEntry[], locale: string): StaffEntry[] =>
  staff.toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, locale))

export function StaffPane() {
  const t = useText()
  const locale = useLocale()
  const { data, error, isPending, refetch } = useAsk('identity.staff', {})
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<StaffId | null>(null)
  const again = () => void refetch()
  const isOld = useLostSince() !== null || (error !== null && data !== undefined)
  const chosen = data?.find((one) => one.id === changing)
  return (
    <Pane label={t('admin.staff')} id="staff">
      <PaneHead title={t('admin.staff')}>
        <span className="text-ink-2">{data?.filter((one) => one.active).length}</span>
        {isOld && <Tag>{t('net.notCurrent')}</Tag>}
        <Button look="primary" className="ml-auto" disabled={!data} onClick={() => setAdding(true)}>
          {t('admin.add')}
        </Button>
      </PaneHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isPending && <Loading rows={8} onRetry={again} />}
        {error && <Failed error={error} onRetry={again} />}
        {data?.length === 0 && <Empty>{t('admin.none')}</Empty>}
        {data && data.length > 0 && <StaffTable staff={inOrder(data, locale)} onChange={setChanging} />}
      </div>
      {adding && <AddStaff onClose={() => setAdding(false)} />}
      {chosen && <ChangeStaff key={chosen.id} person={chosen} onClose={() => setChanging(null)} />}
    </Pane>
  )
}
