/**
 * How a folded Romanian or Hungarian name sounds, roughly, so that Kovács and Covaci, Ștefan and Stefan, Șandor
 * and Sándor meet. Coarse on purpose: candidates are decrypted and compared in memory afterwards.
 */
const respellings: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|sz|cz|cs|ci(?=[aou]|$)|ts|tz|c(?=[ei])|z/g, 's'],
  [/ch|ck|q|c/g, 'k'],
  [/gy|dj|gi(?=[aou])|g(?=[ei])|dzs|j/g, 'g'],
  [/ph/g, 'f'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/ly|ll/g, 'l'],
  [/ny/g, 'n'],
  [/h/g, ''],
  [/[iy]/g, 'i'],
  [/[ou]/g, 'o'],
  [/[ae]/g, 'a'],
  [/(.)\1+/g, '$1'],
]

export function soundOf(foldedWord: string): string {
  const respelt = respellings.reduce((word, [from, to]) => word.replace(from, to), foldedWord)
  const vowelless = respelt.slice(0, 1) + respelt.slice(1).replace(/[aoi]/g, '')
  return vowelless.replace(/(.)\1+/g, '$1').slice(0, 6)
}
