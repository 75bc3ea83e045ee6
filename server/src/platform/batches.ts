/** Asks for one by its key. Undefined when there is none. */
export type Batches<K, V> = (key: K) => Promise<V | undefined>

/**
 * Many single questions become few questions for many: whoever asks while one is being answered goes along with the
 * next. So each is told what was read after they asked, and a crowd costs little more than one.
 */
export function openBatches<K, V>(
  readAll: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): Batches<K, V> {
  let present: Promise<unknown> = Promise.resolve()
  let following: { keys: Set<K>; found: Promise<ReadonlyMap<K, V>> } | undefined
  const begin = () => {
    const keys = new Set<K>()
    const found = present.then(() => {
      following = undefined
      const reading = readAll([...keys])
      present = reading.catch(() => {})
      return reading
    })
    return { keys, found }
  }
  return async (key) => {
    following ??= begin()
    following.keys.add(key)
    return (await following.found).get(key)
  }
}
