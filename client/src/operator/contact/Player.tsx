import { useEffect, useRef, useState } from 'react'
import type { ask } from '../../platform/api.ts'
import { serverNow } from '../../platform/clock.ts'
import { useText } from '../../platform/i18n.ts'
import { whenShort } from '../../platform/time.ts'

export type Recording = Awaited<ReturnType<typeof ask<'intake.recording'>>>

/** All voices at once; the first is the one whose controls are shown, and the others follow it. */
export function Player({ recording: { startedAt, format, tracks } }: { recording: Recording }) {
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
