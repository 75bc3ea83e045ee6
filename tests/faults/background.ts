/** Work that goes on beside the drill: if it fails, whoever awaits it at the end hears of it, and not the process. */
export function quietly<T>(work: Promise<T>[]): Promise<T>[] {
  for (const one of work) one.catch(() => {})
  return work
}
