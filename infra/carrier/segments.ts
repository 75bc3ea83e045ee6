const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const escaped = '^{}\\[~]|€'

/** Parts a text is cut into: 160 then 153 a part in the GSM alphabet, 70 then 67 as soon as one character lies outside it. */
export function segmentsOf(body: string): number {
  const letters = [...body]
  const plain = letters.every((letter) => basic.includes(letter) || escaped.includes(letter))
  const length = plain
    ? letters.length + letters.filter((letter) => escaped.includes(letter)).length
    : body.length
  const [whole, part] = plain ? [160, 153] : [70, 67]
  return length <= whole ? 1 : Math.ceil(length / part)
}
