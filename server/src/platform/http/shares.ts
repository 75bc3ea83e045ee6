/** Asks once for many. Each caller is given what was read after it asked, never what was being read already. */
export type Shares<T> = (key: string, read: () => Promise<T>) => Promise<T>

/**
 * When a hundred screens come back at once they all want the same board. Whoever asks while it is being read shares
 * the next reading, since the present one may have begun before their socket could hear. `restMs` keeps that one back
 * so long after the present one began: more share it, and a crowd does not keep the process reading.
 */
export function openShares<T>({ restMs = 0 } = {}): Shares<T> {
  const present = new Map<string, Promise<unknown>>()
  const following = new Map<string, Promise<T>>()
  const start: Shares<T> = (key, read) => {
    const reading = read()
    const over = restMs > 0 ? Promise.allSettled([reading, rest(restMs)]) : reading.catch(() => {})
    const turn = over.then(() => present.delete(key))
    present.set(key, turn)
    return reading
  }
  return (key, read) => {
    const known = following.get(key)
    if (known) return known
    const now = present.get(key)
    if (!now) return start(key, read)
    const next = now.then(() => {
      following.delete(key)
      return start(key, read)
    })
    following.set(key, next)
    return next
  }
}

const rest = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
