/** What stands on a live board: whole, and with a version that only grows. */
export type BoardEntry = { id: string; version: number }
export type Board<E extends BoardEntry> = ReadonlyMap<string, E>

/**
 * Newest version wins, for pushes and snapshots alike, whatever order they arrive in. Nothing is ever removed: an
 * entry forgotten when it ended would be revived by a late push. The view filters.
 */
export function applyChange<E extends BoardEntry>(board: Board<E>, entry: E): Board<E> {
  const known = board.get(entry.id)
  if (known && known.version >= entry.version) return board
  return new Map(board).set(entry.id, entry)
}

/** A snapshot is merged, never substituted: it may have been read before a push that came first. */
export function applySnapshot<E extends BoardEntry>(board: Board<E>, entries: readonly E[]): Board<E> {
  const news = entries.filter((e) => (board.get(e.id)?.version ?? -1) < e.version)
  if (news.length === 0) return board
  const next = new Map(board)
  for (const entry of news) if ((next.get(entry.id)?.version ?? -1) < entry.version) next.set(entry.id, entry)
  return next
}

export const boardOf = <E extends BoardEntry>(entries: readonly E[]): Board<E> =>
  applySnapshot(new Map(), entries)

export type Digest = { count: number; hash: string }
export type Dated = BoardEntry & { changedAt: Date }

/** Younger entries are left out: their push may still be on its way, and that is no fault. */
const settledMs = 2000

/**
 * Count and hash of what has stood unchanged for two seconds at `now`, whatever the order. Both sides digest the
 * same view at the same `now`, the sender's; give it live entries only, since each side keeps ended ones for as long as it likes.
 */
export function digestOf(entries: Iterable<Dated>, now: Date): Digest {
  let count = 0
  let high = 0
  let low = 0
  for (const { id, version, changedAt } of entries) {
    if (now.getTime() - changedAt.getTime() < settledMs) continue
    count += 1
    high = (high + fnv(`${id} ${version}`, 0x811c9dc5)) >>> 0
    low = (low + fnv(`${version} ${id}`, 0x9747b28c)) >>> 0
  }
  return { count, hash: hex(high) + hex(low) }
}

export const sameDigest = (a: Digest, b: Digest): boolean => a.count === b.count && a.hash === b.hash

/** FNV-1a, 32 bits; the last mixing keeps sums of near-equal texts apart. */
function fnv(text: string, seed: number): number {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const hex = (n: number): string => n.toString(16).padStart(8, '0')
