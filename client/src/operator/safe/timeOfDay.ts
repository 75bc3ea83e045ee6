/** `8`, `8:5`, `08.30` or `0830` as somebody types it, to `08:30`; null when it is no time of the day. */
export function readTimeOfDay(text: string): string | null {
  const found = /^\s*(\d{1,2})(?:\s*[:.,]\s*(\d{1,2}))?\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})\s*$/.exec(text)
  if (!found) return null
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hour > 23 || minute > 59) return null
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')
}
