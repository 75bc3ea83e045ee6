import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { TextMedia } from './leg.ts'
import { newSid } from './sids.ts'

/** What telephones call files that end so. */
export const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  mp4: 'video/mp4',
  '3gp': 'video/3gpp',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  pdf: 'application/pdf',
}

/** What a phone sends beside a text. */
export type NewMedia = { contentType: string; content: Buffer }

/** Beside one text, as JSON carries it: each content in base64. */
export const WrittenMedia = z
  .array(z.strictObject({ contentType: z.string().max(100), content: z.base64() }))
  .max(10)
export type WrittenMedia = z.infer<typeof WrittenMedia>

export const readMedia = (written: WrittenMedia): NewMedia[] =>
  written.map(({ contentType, content }) => ({ contentType, content: Buffer.from(content, 'base64') }))

/** The same at the network, as long as nobody has deleted it. */
export type Media = NewMedia & {
  sid: string
  messageSid: string
  /** What its address ends in at the place where it is handed over. */
  key: string
  createdAt: Date
}

export type MediaShelf = {
  of(messageSid: string): Media[]
  find(messageSid: string, sid: string): Media | undefined
  byKey(key: string): Media | undefined
  add(messageSid: string, sent: readonly NewMedia[]): TextMedia[]
  remove(media: Media): void
}

export function openMedia(now: () => Date): MediaShelf {
  const kept = new Map<string, Media>()
  const all = () => [...kept.values()]
  return {
    of: (messageSid) => all().filter((one) => one.messageSid === messageSid),
    find: (messageSid, sid) => all().find((one) => one.sid === sid && one.messageSid === messageSid),
    byKey: (key) => all().find((one) => one.key === key),
    add: (messageSid, sent) =>
      sent.map((one) => {
        const sid = newSid('ME')
        const key = randomBytes(16).toString('hex')
        kept.set(sid, { ...one, sid, key, messageSid, createdAt: now() })
        return { sid, contentType: one.contentType }
      }),
    remove: ({ sid }) => void kept.delete(sid),
  }
}
