import type { PlaceFound } from '@veghe/shared/directory/directory.contract.ts'
import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { MapPin } from 'lucide-react'
import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { TextField } from '../../platform/ui/Field.tsx'
import { foundName, PlaceSearch } from './PlaceSearch.tsx'

type PlaceFormProps = {
  place: Place | null
  /** The name of the place known so far, from the text or an earlier contact. */
  name: string | null
  /** Known only from the network: the hands begin at the name, where typing takes its place. */
  isGuess?: boolean
  autoFocus?: boolean
  onSave: (place: Place) => void
}

type Spot = Pick<Place, 'unit' | 'locality'>

/** A number in the text is a house; a text without one is a landmark at best; nothing is the whole commune. */
function precisionOf(address: string): Place['precision'] {
  if (!address.trim()) return 'unit_only'
  return /\d/.test(address) ? 'exact' : 'approximate'
}

/** Locality by a few letters, street and number as they are said. Enter goes on and confirms; nothing is required. */
export function PlaceForm({ place, name, isGuess = false, autoFocus = false, onSave }: PlaceFormProps) {
  const t = useText()
  const [spot, setSpot] = useState<Spot>({ unit: place?.unit ?? null, locality: place?.locality ?? null })
  const [text, setText] = useState(name ?? '')
  const [address, setAddress] = useState(place?.address ?? '')
  const [landmark, setLandmark] = useState(place?.landmark ?? '')
  const street = useRef<HTMLInputElement>(null)
  const choose = (found: PlaceFound) => {
    setSpot({ unit: found.unit, locality: found.locality })
    setText(foundName(found))
    street.current?.focus()
  }
  const isKnown = spot.unit !== null
  const beginsAtName = isGuess || !isKnown
  const save = () => {
    // What was typed and not found is still where somebody must go.
    const loose = isKnown ? '' : text.trim()
    const said = [loose, address.trim()].filter(Boolean).join(', ')
    if (!isKnown && !said) return street.current?.focus()
    onSave({
      ...spot,
      address: said,
      landmark: landmark.trim(),
      access: place?.access ?? '',
      precision: precisionOf(said),
    })
  }
  return (
    <form
      aria-label={t('triage.place')}
      onSubmit={(sent) => {
        sent.preventDefault()
        save()
      }}
      className="grid grid-cols-[1.25rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 border-b border-hairline px-6 py-2.5"
    >
      <MapPin aria-hidden className="size-5 shrink-0" />
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <PlaceSearch
          text={text}
          autoFocus={autoFocus && beginsAtName}
          onText={(typed) => {
            setText(typed)
            setSpot({ unit: null, locality: null })
            // A position that was measured elsewhere must not go along with another place.
            if (isGuess && landmark === place?.landmark) setLandmark('')
          }}
          onChoose={choose}
          className="min-w-36 flex-1"
        />
        <TextField
          ref={street}
          label={t('triage.address')}
          bare
          small
          autoFocus={autoFocus && !beginsAtName}
          placeholder={t('triage.address')}
          value={address}
          onChange={(typed) => setAddress(typed.currentTarget.value)}
          className="min-w-36 flex-[1.4]"
        />
      </div>
      <span />
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <TextField
          label={t('triage.landmark')}
          bare
          small
          placeholder={t('triage.landmark')}
          value={landmark}
          onChange={(typed) => setLandmark(typed.currentTarget.value)}
          className="min-w-36 flex-1"
        />
        <Button type="submit" chord="Enter">
          {t('triage.confirmPlace')}
        </Button>
      </div>
    </form>
  )
}
