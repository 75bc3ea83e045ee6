import { expect, test } from 'vitest'
import { isShown, kindOf, mediaTypeOf, typeOf } from './attachments.rules.ts'
import { AttachmentType } from './intake.codes.ts'

const bytes = (latin: string) => Uint8Array.from(latin, (sign) => sign.charCodeAt(0))

test.each<[AttachmentType | null, string]>([
  ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF\x24\0\0\0WEBPVP8 '],
  ['wav', 'RIFF\x24\0\0\0WAVEfmt '],
  ['3gp', '\0\0\0\x18ftyp3gp4'],
  ['mp4', '\0\0\0\x18ftypisom'],
  ['mp4', '\0\0\0\x18ftypmp42'],
  ['m4a', '\0\0\0\x18ftypM4A '],
  ['ogg', 'OggS\0\x02'],
  ['mp3', 'ID3\x04'],
  ['mp3', '\xff\xfb\x90'],
  ['pdf', '%PDF-1.7'],
  [null, ''],
  [null, '<html><img src=x>'],
  [null, '<svg xmlns="http://www.w3.org/2000/svg">'],
  [null, '\0\0\0\x18ftypheic'],
  [null, 'MZ\x90\0'],
  [null, 'PK\x03\x04'],
  [null, ' GIF89a'],
])('is %s by how it begins, whatever it is called', (type, beginning) => {
  expect(typeOf(bytes(beginning))).toBe(type)
})

test('what can be shown is a picture, a film or a sound, and what is of no type never is', () => {
  const shown = AttachmentType.options.filter(isShown)
  expect(shown.map(kindOf)).not.toContain('other')
  expect(shown.every((type) => mediaTypeOf(type).startsWith(`${kindOf(type)}/`))).toBe(true)
  expect([isShown('pdf'), isShown(null)]).toEqual([false, false])
})
