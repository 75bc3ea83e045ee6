import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import type { CallOrigin } from '@veghe/shared/intake/intake.contract.ts'
import { RadioTower } from 'lucide-react'
import { useNow } from '../../platform/clock.ts'
import { type Text, useLocale, useText } from '../../platform/i18n.ts'
import { roughLength } from '../../platform/time.ts'
import { Tag } from '../../platform/ui/Tag.tsx'

export type NetworkLocation = NonNullable<CallOrigin['location']>

/** Where the network says the call comes from. Nobody has confirmed it, so it is drawn dashed and says so. */
export function NetworkPlace({ location }: { location: NetworkLocation }) {
  const t = useText()
  const locale = useLocale()
  const age = roughLength(useNow() - location.at.getTime())
  const { place, point, radiusMetres } = location
  const where = place ? t('triage.near', { place: place.name }) : point && spotOf(point)
  const radius = radiusMetres === null ? null : lengthOf(radiusMetres, locale)
  return (
    <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 px-6 pt-2.5">
      <RadioTower aria-hidden className="size-5 text-ink-2" />
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 rounded-s border border-dashed border-edge px-2 py-1">
        <Tag>{t('triage.unconfirmed')}</Tag>
        {where && <b>{where}</b>}
        <span className="min-w-0 text-xs break-words text-ink-2">
          {[
            sourceOf(location, t),
            radius && t('triage.radius', { length: radius }),
            t('triage.ago', { length: age }),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
      </p>
    </div>
  )
}

function sourceOf({ kind, code, source }: NetworkLocation, t: Text): string {
  return kind === 'geo' ? t(`triage.from.geo.${source}`) : t(`triage.from.${kind}`, { code: code ?? '' })
}

/** 300 m, 1,5 km */
export const lengthOf = (metres: number, locale: string): string =>
  metres < 1000
    ? `${metres} m`
    : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(metres / 1000)} km`

const spotOf = ({ lat, lon }: NonNullable<NetworkLocation['point']>): string =>
  `${lat.toFixed(5)}, ${lon.toFixed(5)}`

/** What the form begins with: to be kept with Enter, or typed over. A measured position goes along as a landmark. */
export function guessOf({ place, kind, point, radiusMetres }: NetworkLocation): Place | null {
  const spot = kind === 'geo' && point ? spotOf(point) : ''
  const landmark = spot && radiusMetres !== null ? `${spot} ±${radiusMetres} m` : spot
  if (!place && !landmark) return null
  const rest = { locality: null, address: '', access: '', precision: 'unit_only' } as const
  return { unit: place?.unit ?? null, landmark, ...rest }
}

/** Beside a confirmed place: whether the network agrees. */
export function agreementOf(
  { place, radiusMetres }: NetworkLocation,
  unit: number | null,
  { t, locale }: { t: Text; locale: string },
): string | null {
  if (!place || unit === null) return null
  const said = place.unit === unit ? t('triage.networkSame') : t('triage.networkOther', { place: place.name })
  return radiusMetres === null ? said : `${said}, ±${lengthOf(radiusMetres, locale)}`
}
