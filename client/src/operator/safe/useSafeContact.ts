import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import { useAsk } from '../../platform/query.ts'
import { useFresh } from '../../platform/records.ts'
import { useMe } from '../../platform/session.tsx'

/** The card of whoever stands behind the contact, asked again whenever the call-back owed to them moved on. */
export function useSafeContact(contactId: ContactId, callBack?: CallBack) {
  const found = useAsk('queue.safeContact', { contactId })
  useFresh('callBack.changed', callBack?.id ?? contactId, () => void found.refetch())
  return { card: found.data ?? null, isKnown: found.data !== undefined }
}

export const useIsDutyOfficer = (): boolean => useMe().roles.includes('duty_officer')
