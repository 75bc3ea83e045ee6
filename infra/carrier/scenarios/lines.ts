type Open = { path: string; next: string | number | null }

const token = /\n|"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** On which line of a JSON text a value begins; where it is missing, on which line what it is missing from does. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lines = linesOf(text)
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(path.slice(0, length).map(String).join('.'))
    if (line !== undefined) return line
  }
  return 1
}

/** By path, as in `callers.2.does.0`. The text has been parsed already, so it is known to be JSON. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  const open: Open[] = []
  let line = 1
  const begins = (): string => {
    const { path, next } = open.at(-1) ?? { path: '', next: '' }
    const here = path === '' ? String(next) : `${path}.${next}`
    lines.set(here, line)
    return here
  }
  for (const [found] of text.matchAll(token)) {
    const inside = open.at(-1)
    if (found === '\n') line += 1
    else if (found === '{' || found === '[') open.push({ path: begins(), next: found === '[' ? 0 : null })
    else if (found === '}' || found === ']') open.pop()
    else if (found === ',' && inside) inside.next = typeof inside.next === 'number' ? inside.next + 1 : null
    else if (inside?.next === null) inside.next = String(JSON.parse(found))
    else if (found !== ':') begins()
  }
  return lines
}
