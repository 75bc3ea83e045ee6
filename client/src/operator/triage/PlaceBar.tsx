import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { MapPin } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useText } from '../../platform/i18n.ts'
import { useAct } from '../../platform/query.ts'
import { refusalText } from '../../platform/refusals.ts'
import { hhmm, length } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Tag } from '../../platform/ui/Tag.tsx'
import { tell } from '../../platform/ui/toasts.tsx'
import { type Contact, usePlaceName } from '../contact/useContact.ts'
import { agreementOf, guessOf, NetworkPlace } from './NetworkPlace.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import type { Triage } from './useTriage.ts'

/** Where the child is: confirmed by the operator (T2), or still to be asked. Until then it is drawn as unconfirmed. */
export function PlaceBar({ contact, triage }: { contact: Contact; triage: Triage }) {
  const t = useText()
  const locale = useLocale()
  const name = usePlaceName(contact)
  const confirm = useAct('intake.confirmPlace', { patience: 'keep' })
  const [isEditing, setEditing] = useState(false)
  const at = contact.placeConfirmedAt
  const location = contact.origin?.location ?? null

  function save(place: Place): void {
    setEditing(false)
    // The field with the focus is about to go: the hands move on to the answers.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-answers] button')?.focus())
    confirm.mutate(
      { contactId: contact.id, place },
      {
        onError: (failed) => {
          setEditing(true)
          tell(refusalText(t, failed), { kind: 'refused' })
        },
      },
    )
    // The script asks for the place too: what was just said is not asked again.
    const known = place.precision === 'exact' ? 'exact' : 'approximate'
    if (triage.answers.place_known !== known) triage.answer('place_known', known)
  }

  // Until the contact itself comes back with it, what was said stands: the form must not return under the hands.
  const said = confirm.isPending || (confirm.isSuccess && !at) ? confirm.variables.place : null
  if ((!at && !said) || isEditing) {
    const guess = location && !contact.place ? guessOf(location) : null
    return (
      <>
        {location && !at && <NetworkPlace location={location} />}
        <PlaceForm
          place={contact.place ?? guess}
          name={name ?? (guess ? (location?.place?.name ?? null) : null)}
          isGuess={guess !== null}
          onSave={save}
          autoFocus={isEditing || !isTyping()}
        />
      </>
    )
  }
  const shown = said ?? contact.place
  const agreement = location && agreementOf(location, shown?.unit ?? null, { t, locale })
  return (
    <div className="flex min-h-13 flex-wrap items-center gap-x-3 border-b border-hairline px-6 py-1 leading-snug">
      <MapPin aria-hidden className="size-5 shrink-0" />
      <p className="min-w-40 flex-1">
        <b className="block truncate text-m">
          {[shown?.address, name].filter(Boolean).join(', ') || t('triage.placeGiven')}
        </b>
        <span className="block truncate text-xs text-ink-3">
          {[shown?.landmark, shown?.access].filter(Boolean).join(' · ') ||
            t(`triage.precision.${shown?.precision ?? 'unit_only'}`)}
        </span>
        {agreement && <span className="block text-xs text-ink-3">{agreement}</span>}
      </p>
      <span className="ml-auto flex items-center gap-2">
        {at && !confirm.isPending ? (
          <Tag done>{t('triage.confirmedAt', { time: sinceAnswer(contact, at) })}</Tag>
        ) : (
          confirm.isPending && <Tag>{t('net.unsentMark')}</Tag>
        )}
        <Button look="text" onClick={() => setEditing(true)}>
          {t('app.change')}
        </Button>
      </span>
    </div>
  )
}

/** On the call's own clock, as everything on this screen; a written contact has only the day's. */
const sinceAnswer = ({ channel, answeredAt }: Contact, at: Date): string =>
  channel === 'voice' && answeredAt ? length(at.getTime() - answeredAt.getTime()) : hhmm(at)

/** The script may come after the hands have begun elsewhere: they are not led away. */
const isTyping = (): boolean => document.activeElement?.matches('input, textarea') ?? false
