import { kindOf, mediaTypeOf } from '@veghe/shared/intake/attachments.rules.ts'
import type { AttachmentType } from '@veghe/shared/intake/intake.codes.ts'
import { Eye, EyeOff } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useText } from '../../platform/i18n.ts'
import { useKeys } from '../../platform/keys.ts'
import { Button } from '../../platform/ui/Button.tsx'
import { classes } from '../../platform/ui/classes.ts'

type ShownProps = { content: { type: AttachmentType; content: string } }

const uncover = 'C'

/** Covered first: whoever wanted to see it may still change their mind. A sound has nothing to cover. */
export function Shown({ content: { type, content } }: ShownProps) {
  const t = useText()
  const [isClear, setClear] = useState(false)
  const [isBroken, setBroken] = useState(false)
  const blob = useMemo(() => blobOf(type, content), [type, content])
  const kind = kindOf(type)
  const shown = { blob, isClear, onBroken: () => setBroken(true) }
  const turn = () => setClear(!isClear)
  useKeys(kind === 'audio' ? [] : [{ chord: uncover, label: 'keys.uncover', run: turn }])
  if (isBroken) return <p role="alert">{t('contact.attachment.broken')}</p>
  if (kind === 'audio') return <Sound {...shown} />
  return (
    <div className="grid justify-items-center gap-3">
      <div className={classes('max-w-full overflow-hidden', !isClear && 'h-60')}>
        {kind === 'image' ? <Picture {...shown} /> : <Film {...shown} />}
      </div>
      <Button icon={isClear ? EyeOff : Eye} chord={uncover} size="m" onClick={turn}>
        {t(isClear ? 'contact.attachment.cover' : 'contact.attachment.clear')}
      </Button>
    </div>
  )
}

function blobOf(type: AttachmentType, content: string): Blob {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
  return new Blob([bytes], { type: mediaTypeOf(type) })
}

type PartProps = { blob: Blob; isClear: boolean; onBroken: () => void }

const covered = 'h-60 blur-xl grayscale'
const clear = 'max-h-[60dvh]'
const mostPixels = 1_600

/** Drawn once, so that nothing of it moves by itself, and that there is no picture on the page to be taken along. */
function Picture({ blob, isClear, onBroken }: PartProps) {
  const t = useText()
  const canvas = useRef<HTMLCanvasElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is done about a broken one says nothing of the picture
  useEffect(() => {
    const place = canvas.current
    let isGone = false
    createImageBitmap(blob).then(
      (picture) => {
        if (place && !isGone) draw(place, picture)
        picture.close()
      },
      () => !isGone && onBroken(),
    )
    return () => {
      isGone = true
      if (place) place.width = 0
    }
  }, [blob])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={t(isClear ? 'contact.attachment.seen' : 'contact.attachment.covered')}
      className={classes('max-w-full object-contain', isClear ? clear : covered)}
      onContextMenu={(e) => e.preventDefault()}
    />
  )
}

function draw(place: HTMLCanvasElement, picture: ImageBitmap): void {
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height))
  place.width = Math.max(1, Math.round(picture.width * scale))
  place.height = Math.max(1, Math.round(picture.height * scale))
  place.getContext('2d')?.drawImage(picture, 0, 0, place.width, place.height)
}

/** Never plays by itself, and not while it is covered. */
function Film({ blob, isClear, onBroken }: PartProps) {
  const t = useText()
  const address = useAddress(blob)
  const player = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (!isClear) player.current?.pause()
  }, [isClear])
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a caller sent
    <video
      ref={player}
      src={address}
      controls={isClear}
      controlsList="nodownload noremoteplayback"
      disablePictureInPicture
      preload="metadata"
      aria-label={t(isClear ? 'contact.attachment.seen' : 'contact.attachment.covered')}
      className={classes('max-w-full', isClear ? clear : covered)}
      onContextMenu={(e) => e.preventDefault()}
      onError={onBroken}
    />
  )
}

function Sound({ blob, onBroken }: PartProps) {
  const t = useText()
  const address = useAddress(blob)
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a caller sent
    <audio
      src={address}
      controls
      controlsList="nodownload"
      preload="metadata"
      aria-label={t('contact.attachment.title')}
      className="w-full"
      onError={onBroken}
    />
  )
}

/** It stands in memory only, and is let go of when the sheet closes. */
function useAddress(blob: Blob): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return address
}
