import type { FieldDispatch } from '@veghe/shared/dispatch/dispatch.contract.ts'
import { statusOfStep } from '@veghe/shared/dispatch/dispatch.rules.ts'
import type { Text } from '../platform/i18n.ts'
import type { What } from './ownStep.ts'

type Child = FieldDispatch['children'][number]

export function childName(t: Text, child: Child): string {
  const name = child.name || t('field.aChild')
  return child.ageYears === null ? name : `${name}, ${t('app.years', { n: child.ageYears })}`
}

/** „3 În drum”, „SOS”: what was said, in the words of the radio. */
export function saidText(t: Text, what: What): { code: string | null; text: string } {
  switch (what.action) {
    case 'oncall.acknowledge':
      return { code: '2', text: t('oncall.status.2') }
    case 'oncall.decline':
      return { code: null, text: `${t('field.cannot')}: ${t(`field.reason.${what.input.reason}`)}` }
    case 'dispatch.report': {
      const code = statusOfStep[what.input.step]
      return { code, text: what.input.step === 'ended' ? t('field.ended') : t(`oncall.status.${code}`) }
    }
    case 'dispatch.childSafe':
      return { code: null, text: `${t('field.childSafe')}: ${t(`field.safeHow.${what.input.how}`)}` }
    case 'dispatch.sos':
      return { code: '0', text: t('oncall.status.0') }
  }
}

/** What the map app of the phone is asked to find. */
export function mapLink(dispatch: FieldDispatch, county: string): string | null {
  const { address, place } = dispatch
  const where = [address?.address || address?.landmark, place, county].filter(Boolean)
  return where.length > 1 ? `geo:0,0?q=${encodeURIComponent(where.join(', '))}` : null
}
