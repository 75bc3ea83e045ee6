import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { useText } from '../platform/i18n.ts'

/** „Etaj 1, interfon 4. lângă școală”: everything that helps to find the door. */
export function Landmarks({ dispatch, withPlace }: { dispatch: FieldDispatch; withPlace: boolean }) {
  const t = useText()
  const { address, place } = dispatch
  const precision = address && address.precision !== 'exact' ? t(`field.precision.${address.precision}`) : ''
  const parts = [withPlace && place, address?.access, address?.landmark, precision].filter(Boolean)
  return parts.length > 0 ? (
    <span className="block text-m font-normal text-ink-2">{parts.join(' · ')}</span>
  ) : null
}
