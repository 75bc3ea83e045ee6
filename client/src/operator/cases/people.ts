import type { CasePerson } from '@veghe/shared/cases/cases.contract.ts'
import type { Text } from '../../platform/i18n.ts'

/** „~9 ani”: guessed ages say so; an unknown age says nothing here. */
export function ageText(t: Text, { ageYears, ageGuessed }: CasePerson): string {
  if (ageYears === null) return ''
  return t(ageGuessed ? 'app.aboutYears' : 'app.years', { n: ageYears })
}
