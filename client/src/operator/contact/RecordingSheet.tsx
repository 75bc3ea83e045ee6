import { HearReason } from '@veghe/shared/intake/intake.codes.ts'
import type { ContactView } from '@veghe/shared/intake/intake.contract.ts'
import { useEffect, useRef, useState } from 'react'
import { ask } from '../../platform/api.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.tsx'
import { whenShort } from '../../platform/time.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { Choices } from '../../platform/ui/Choices.tsx'
import { Sheet } from '../../platform/ui/Sheet.tsx'
import { Failed } from '../../platform/ui/states.tsx'

type Recording = Awaited<ReturnType<typeof ask<'intake.recording'>>>

/** The way to what was said, for whoever may hear it, once there is something to hear. */
export function RecordingButton({ contact }: { contact: ContactView }) {
  const t = useText()
  const may = useMay('intake.recording')
  const [isOpen, setOpen] = useState(false)
  if (!may || contact.recording !== 'kept') return null
  return (
    <p className="px-4 pt-3 pl-6">
      <Button onClick={() => setOpen(true)}>{t('contact.recording.hear')}</Button>
      {isOpen && <RecordingSheet contact={contact} onClose={() => setOpen(false)} />}
    </p>
  )
}

/** A recording is heard for a stated reason, and that it was is a fact. It leaves the screen with this sheet. */
function RecordingSheet({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const t = useText()
  const [heard, setHeard] = useState<Recording | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [isAsking, setAsking] = useState(false)
  const hear = (reason: HearReason) => {
    setAsking(true)
    setFailed(null)
    ask('intake.recording', { contactId: contact.id, reason })
      .then(setHeard, setFailed)
      .finally(() => setAsking(false))
  }
  return (
    <Sheet title={t('contact.recording.title')} open onClose={onClose}>
      {heard ? (
        <Player recording={heard} />
      ) : (
        <>
          <p className="mb-3">{t('contact.recording.why')}</p>
          <Choices
            options={HearReason.options}
            label={(reason) => t(`contact.recording.reason.${reason}`)}
            disabled={() => isAsking}
            onChoose={hear}
          />
        </>
      )}
      {failed !== null && <Failed error={failed} />}
    </Sheet>
  )
}

/** All voices at once; the first is the one whose controls are shown, and the others follow it. */
function Player({ recording: { startedAt, format, tracks } }: { recording: Recording }) {
  const t = useText()
  const players = useRef<(HTMLAudioElement | null)[]>([])
  const addresses = useAddresses(tracks, format)
  const follow = (lead: HTMLAudioElement) => {
    for (const player of players.current) {
      if (!player || player === lead) continue
      if (Math.abs(player.currentTime - lead.currentTime) > 0.2) player.currentTime = lead.currentTime
      if (lead.paused !== player.paused) void (lead.paused ? player.pause() : player.play().catch(() => {}))
    }
  }
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">{whenShort(startedAt, serverNow())}</p>
      {addresses.map((address, i) => (
        <audio
          key={address}
          src={address}
          controls={i === 0}
          controlsList="nodownload"
          aria-label={t('contact.recording.title')}
          className="w-full"
          ref={(player) => {
            players.current[i] = player
          }}
          {...(i === 0
            ? {
                onPlay: (e) => follow(e.currentTarget),
                onPause: (e) => follow(e.currentTarget),
                onSeeked: (e) => follow(e.currentTarget),
                onTimeUpdate: (e) => follow(e.currentTarget),
              }
            : {})}
        />
      ))}
      <ul className="grid gap-1">
        {tracks.map(({ voice }, i) => (
          <li key={voice}>
            <label className="flex items-center gap-2">
              <input
                type="checkbox"
                defaultChecked
                onChange={(e) => {
                  const player = players.current[i]
                  if (player) player.muted = !e.currentTarget.checked
                }}
              />
              {/* The carrier knows two sides of a call: whoever the caller hears is on the second. */}
              {format === 'wav' && voice === 'operator'
                ? t('contact.recording.heardByCaller')
                : t(`contact.recording.voice.${voice}`)}
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Sound that stands in memory only, and is let go of when the sheet closes. */
function useAddresses(tracks: Recording['tracks'], format: Recording['format']): string[] {
  const [addresses, setAddresses] = useState<string[]>([])
  useEffect(() => {
    const made = tracks.map(({ sound }) => {
      const bytes = Uint8Array.from(atob(sound), (sign) => sign.charCodeAt(0))
      return URL.createObjectURL(new Blob([bytes], { type: `audio/${format}` }))
    })
    setAddresses(made)
    return () => {
      for (const address of made) URL.revokeObjectURL(address)
    }
  }, [tracks, format])
  return addresses
}
