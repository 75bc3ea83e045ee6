import { useText } from '../../platform/i18n.ts'
import type { Contact } from './useContact.ts'

/** What the network says of the number, where it says anything: that it was hidden, and whether to believe it. */
export function CallerFacts({ contact: { origin } }: { contact: Contact }) {
  const t = useText()
  const { attestation, number } = origin ?? {}
  const said = [
    number === 'network' && t('contact.knownToNetwork'),
    attestation && attestation !== 'none' && t(`contact.attestation.${attestation}`),
  ].filter(Boolean)
  return said.length === 0 ? null : <p className="pr-4 pb-2 pl-6 text-xs text-ink-2">{said.join(' · ')}</p>
}
