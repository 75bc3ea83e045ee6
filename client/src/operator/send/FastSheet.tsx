import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { TextField } from '../../platform/ui/Field.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { type Contact, usePlaceName } from '../contact/useContact.ts'
import { foundName, PlaceSearch } from '../triage/PlaceSearch.tsx'
import { CutOff } from './CutOff.tsx'
import { SendButton, SendFields } from './SendFields.tsx'
import { useSending } from './useSending.ts'

/** F9: one sheet, everything on it already filled or not needed. Ctrl+Enter sends; an empty form never stops help. */
export function FastSheet({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useText()
  const name = usePlaceName(contact)
  const known = contact.place
  const [spot, setSpot] = useState<Pick<Place, 'unit' | 'locality'>>({
    unit: known?.unit ?? null,
    locality: known?.locality ?? null,
  })
  const [locality, setLocality] = useState(name ?? '')
  const [address, setAddress] = useState(known?.address ?? '')
  // What was not touched is not sent again: the server knows the place better than its name on this sheet.
  const [isTouched, setTouched] = useState(false)
  const street = useRef<HTMLInputElement>(null)
  const sending = useSending(onClose, { was112: true })
  const confirm = () => {
    const loose = spot.unit === null ? locality.trim() : ''
    const said = [loose, address.trim()].filter(Boolean).join(', ')
    const hasPlace = isTouched && (spot.unit !== null || said !== '')
    sending.send({
      contactId: contact.id,
      ...(hasPlace
        ? {
            place: {
              ...spot,
              address: said,
              landmark: known?.landmark ?? '',
              access: known?.access ?? '',
              precision: known?.precision ?? 'approximate',
            },
          }
        : {}),
    })
  }
  return (
    <Sheet
      title={t('send.fastTitle')}
      mark={<PriorityMarker mark="P1" word={false} />}
      open
      place="side"
      onClose={onClose}
      first={street}
      onConfirm={confirm}
      footer={
        <>
          <SendButton sending={sending} onClick={confirm} />
          <span className="text-ink-2">{t('send.fastHint')}</span>
        </>
      }
    >
      <div className="grid gap-4">
        <CutOff />
        {sending.error !== null && <Failed error={sending.error} />}
        <div className="grid gap-3 sm:grid-cols-2">
          <div className="grid gap-1">
            <span className="font-[600]">{t('triage.locality')}</span>
            <PlaceSearch
              text={locality}
              onText={(typed) => {
                setTouched(true)
                setLocality(typed)
                setSpot({ unit: null, locality: null })
              }}
              onChoose={(found) => {
                setTouched(true)
                setSpot({ unit: found.unit, locality: found.locality })
                setLocality(foundName(found))
                street.current?.focus()
              }}
            />
          </div>
          <TextField
            ref={street}
            label={t('triage.address')}
            small
            value={address}
            onChange={(typed) => {
              setTouched(true)
              setAddress(typed.currentTarget.value)
            }}
          />
        </div>
        <SendFields sending={sending} />
      </div>
    </Sheet>
  )
}
