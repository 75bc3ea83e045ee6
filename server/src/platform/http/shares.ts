/** Asks once for many. Each caller is given what was read after it asked, never what was being read already. */
export type Shares = (key: string, read: () => Promise<string>) => Promise<string>

/**
 * When a hundred screens come back at once they all want the same board. Whoever asks while it is being read shares
 * the next reading, since the present one may have begun before their socket could hear.
 */
export function openShares(): Shares {
  const present = new Map<string, Promise<string>>()
  const following = new Map<string, Promise<string>>()
  const start: Shares = (key, read) => {
    const reading = read().finally(() => present.delete(key))
    present.set(key, reading)
    return reading
  }
  return (key, read) => {
    const now = present.get(key)
    if (!now) return start(key, read)
    const known = following.get(key)
    if (known) return known
    const turn = () => {
      following.delete(key)
      return start(key, read)
    }
    const next = now.then(turn, turn)
    following.set(key, next)
    return next
  }
}
