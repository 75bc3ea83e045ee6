/**
 * Text folding for search and for the danger lexicon: lower case, no combining marks, old and new Romanian
 * spelling alike (sînt, sânt; ş, ș). Never used to store: only to compare.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/** Romanian with comma below, whatever the keyboard sent. Applied to every text before it is stored. */
export function commaBelow(text: string): string {
  return text
    .replaceAll('\u015e', '\u0218')
    .replaceAll('\u015f', '\u0219')
    .replaceAll('\u0162', '\u021a')
    .replaceAll('\u0163', '\u021b')
}
