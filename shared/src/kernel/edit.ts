/** True when one letter more, fewer, changed or swapped with its neighbour makes `a` into `b`, or nothing does. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from++
  let endA = a.length
  let endB = b.length
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  if (endA - from <= 1 && endB - from <= 1) return true
  const swapped = endA - from === 2 && endB - from === 2
  return swapped && a[from] === b[from + 1] && a[from + 1] === b[from]
}
