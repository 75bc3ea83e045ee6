/* How a text message is cut on its way: sent in parts, each paid for, each of which may be late or lost alone. */

/** The letters of GSM 03.38 that take one place, and those that take two. */
const onePlace =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const twoPlaces = '^{}\\[~]|€\f'

/** Places in a text that goes whole, and in each part of one that does not. */
const room = { gsm: { whole: 160, part: 153 }, unicode: { whole: 70, part: 67 } } as const

export type Segments = {
  parts: number
  /** Places left in the last part. */
  left: number
  /** The first letter outside of the GSM alphabet: for its sake every part is less than half as long. */
  shortenedBy: string | null
}

const gsmPlaces = (letter: string): number =>
  onePlace.includes(letter) ? 1 : twoPlaces.includes(letter) ? 2 : 0

export function segmentsOf(text: string): Segments {
  const letters = [...text]
  const shortenedBy = letters.find((letter) => gsmPlaces(letter) === 0) ?? null
  const widths = letters.map(shortenedBy === null ? gsmPlaces : ({ length }) => length)
  return { ...cut(widths, room[shortenedBy === null ? 'gsm' : 'unicode']), shortenedBy }
}

/** What takes two places is never torn in two: it goes over to the next part whole. */
function cut(widths: readonly number[], { whole, part }: { whole: number; part: number }) {
  const sum = widths.reduce((all, width) => all + width, 0)
  if (sum <= whole) return { parts: 1, left: whole - sum }
  let parts = 1
  let left = part
  for (const width of widths) {
    if (width > left) {
      parts += 1
      left = part
    }
    left -= width
  }
  return { parts, left }
}
