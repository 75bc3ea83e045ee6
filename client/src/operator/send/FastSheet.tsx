import type { Place } from '@veghe/shared/intake/intake.codes.ts'
import { useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { CheckField, TextArea, TextField } from '../../platform/ui/Field.tsx'
import { PriorityMarker } from '../../platform/ui/Priority.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'
import { type Contact, usePlaceName } from '../contact/useContact.ts'
import { foundName, PlaceSearch } from '../triage/PlaceSearch.tsx'
import { CutOff } from './CutOff.tsx'
import { TeamChoice } from './TeamChoice.tsx'
import { useBestTeam } from './teams.ts'
import { useSendTeam } from './useSendTeam.ts'

/** F9: one sheet, everything on it already filled or not needed. Ctrl+Enter sends; an empty form never stops help. */
export function FastSheet({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const t = useText()
  const name = usePlaceName(contact)
  const best = useBestTeam()
  const known = contact.place
  const [spot, setSpot] = useState<Pick<Place, 'unit' | 'locality'>>({
    unit: known?.unit ?? null,
    locality: known?.locality ?? null,
  })
  const [locality, setLocality] = useState(name ?? '')
  const [address, setAddress] = useState(known?.address ?? '')
  // What was not touched is not sent again: the server knows the place better than its name on this sheet.
  const [isTouched, setTouched] = useState(false)
  const [teamId, setTeamId] = useState<string | null>(null)
  const [called112, setCalled112] = useState(true)
  const [note, setNote] = useState('')
  const street = useRef<HTMLInputElement>(null)
  const { send, isPending, error } = useSendTeam(onClose)
  const confirm = () => {
    const loose = spot.unit === null ? locality.trim() : ''
    const said = [loose, address.trim()].filter(Boolean).join(', ')
    const hasPlace = isTouched && (spot.unit !== null || said !== '')
    send({
      contactId: contact.id,
      teamId: teamId ?? best?.id ?? null,
      note,
      called112,
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
          <Button look="primary" size="m" chord="Ctrl+Enter" disabled={isPending} onClick={confirm}>
            {isPending ? t('send.sending') : t('send.now')}
          </Button>
          <span className="text-ink-2">{t('send.fastHint')}</span>
        </>
      }
    >
      <div className="grid gap-4">
        <CutOff />
        {error !== null && <Failed error={error} />}
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
        <TeamChoice chosen={teamId ?? best?.id ?? null} onChoose={setTeamId} />
        <CheckField
          label={t('send.called112')}
          checked={called112}
          onChange={(changed) => setCalled112(changed.currentTarget.checked)}
        />
        <TextArea
          label={t('send.note')}
          rows={2}
          maxLength={1000}
          placeholder={t('send.noteHint')}
          value={note}
          onChange={(typed) => setNote(typed.currentTarget.value)}
        />
      </div>
    </Sheet>
  )
}
