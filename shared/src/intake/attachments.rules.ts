import type { AttachmentKind, AttachmentType } from './intake.codes.ts'

type Known = { kind: AttachmentKind; mediaType: string; isShown: boolean }

/** A document may hold more than its page shows, and only a program of its own opens it. */
const known: Readonly<Record<AttachmentType, Known>> = {
  jpeg: { kind: 'image', mediaType: 'image/jpeg', isShown: true },
  png: { kind: 'image', mediaType: 'image/png', isShown: true },
  webp: { kind: 'image', mediaType: 'image/webp', isShown: true },
  gif: { kind: 'image', mediaType: 'image/gif', isShown: true },
  mp4: { kind: 'video', mediaType: 'video/mp4', isShown: true },
  '3gp': { kind: 'video', mediaType: 'video/3gpp', isShown: true },
  ogg: { kind: 'audio', mediaType: 'audio/ogg', isShown: true },
  mp3: { kind: 'audio', mediaType: 'audio/mpeg', isShown: true },
  m4a: { kind: 'audio', mediaType: 'audio/mp4', isShown: true },
  wav: { kind: 'audio', mediaType: 'audio/wav', isShown: true },
  pdf: { kind: 'other', mediaType: 'application/pdf', isShown: false },
}

export const kindOf = (type: AttachmentType): AttachmentKind => known[type].kind
export const mediaTypeOf = (type: AttachmentType): string => known[type].mediaType
export const isShown = (type: AttachmentType | null): boolean => type !== null && known[type].isShown

/** How each begins. */
const signs: readonly [AttachmentType, RegExp][] = [
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF.{4}WEBP/s],
  ['wav', /^RIFF.{4}WAVE/s],
  ['3gp', /^.{4}ftyp3g[2egpr]/s],
  ['m4a', /^.{4}ftypM4A /s],
  ['mp4', /^.{4}ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash)/s],
  ['ogg', /^OggS/],
  ['mp3', /^(?:ID3|\xff[\xf2\xf3\xfb])/],
  ['pdf', /^%PDF-/],
]

/** Null for what is none of those known. */
export function typeOf(content: Uint8Array): AttachmentType | null {
  const beginning = String.fromCharCode(...content.subarray(0, 16))
  return signs.find(([, sign]) => sign.test(beginning))?.[0] ?? null
}
