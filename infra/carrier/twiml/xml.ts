export type Element = { name: string; attributes: Map<string, string>; children: (Element | string)[] }

export class XmlError extends Error {}

type Source = { text: string; at: number }

/**
 * Reads the plain XML that TwiML is: elements, attributes, text, comments and CDATA. Document types are refused, so no
 * entity can be declared.
 */
export function readXml(text: string): Element {
  const source: Source = { text: text.replace(/^\uFEFF/, ''), at: 0 }
  skipProlog(source)
  const root = readElement(source)
  skipMisc(source)
  if (source.at < source.text.length) throw broken(source, 'text after the root element')
  return root
}

function skipProlog(source: Source): void {
  skipSpace(source)
  if (looking(source, '<?xml')) skipPast(source, '?>')
  skipMisc(source)
}

function skipMisc(source: Source): void {
  skipSpace(source)
  while (looking(source, '<!--')) {
    skipPast(source, '-->')
    skipSpace(source)
  }
}

function readElement(source: Source): Element {
  if (!looking(source, '<')) throw broken(source, 'an element is expected')
  source.at += 1
  const element: Element = { name: readName(source), attributes: readAttributes(source), children: [] }
  if (looking(source, '/>')) {
    source.at += 2
    return element
  }
  if (!looking(source, '>')) throw broken(source, `<${element.name}> is not closed`)
  source.at += 1
  readChildren(source, element)
  return element
}

function readChildren(source: Source, parent: Element): void {
  for (;;) {
    if (looking(source, '<!--')) skipPast(source, '-->')
    else if (looking(source, '<![CDATA[')) parent.children.push(skipPast(source, ']]>').slice(9, -3))
    else if (looking(source, '</')) {
      source.at += 2
      if (readName(source) !== parent.name) throw broken(source, `</${parent.name}> is expected`)
      skipSpace(source)
      if (!looking(source, '>')) throw broken(source, `</${parent.name}> is not closed`)
      source.at += 1
      return
    } else if (looking(source, '<')) parent.children.push(readElement(source))
    else parent.children.push(readText(source))
  }
}

function readText(source: Source): string {
  const end = source.text.indexOf('<', source.at)
  if (end < 0) throw broken(source, 'the document ends inside an element')
  const raw = source.text.slice(source.at, end)
  source.at = end
  return decode(source, raw)
}

function readAttributes(source: Source): Map<string, string> {
  const attributes = new Map<string, string>()
  for (;;) {
    skipSpace(source)
    if (looking(source, '>') || looking(source, '/>')) return attributes
    const name = readName(source)
    skipSpace(source)
    if (!looking(source, '=')) throw broken(source, `${name} has no value`)
    source.at += 1
    skipSpace(source)
    if (attributes.has(name)) throw broken(source, `${name} stands twice`)
    attributes.set(name, readQuoted(source))
  }
}

function readQuoted(source: Source): string {
  const quote = source.text[source.at]
  if (quote !== '"' && quote !== "'") throw broken(source, 'an attribute is not quoted')
  const end = source.text.indexOf(quote, source.at + 1)
  if (end < 0) throw broken(source, 'an attribute does not end')
  const raw = source.text.slice(source.at + 1, end)
  if (raw.includes('<')) throw broken(source, '"<" inside an attribute')
  source.at = end + 1
  return decode(source, raw)
}

function readName(source: Source): string {
  const [name] = /^[A-Za-z_][\w.:-]*/.exec(source.text.slice(source.at, source.at + 100)) ?? []
  if (!name) throw broken(source, 'a name is expected')
  source.at += name.length
  return name
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decode(source: Source, raw: string): string {
  return raw.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const known = entities[name]
    if (known && whole.endsWith(';')) return known
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name) ?? []
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN)
    if (!whole.endsWith(';') || !(point <= 0x10ffff)) throw broken(source, `"${whole}" is no entity`)
    return String.fromCodePoint(point)
  })
}

function looking(source: Source, text: string): boolean {
  return source.text.startsWith(text, source.at)
}

function skipSpace(source: Source): void {
  while (/\s/.test(source.text[source.at] ?? '')) source.at += 1
}

/** Moves behind `end` and gives back everything passed over. */
function skipPast(source: Source, end: string): string {
  const from = source.at
  const found = source.text.indexOf(end, from)
  if (found < 0) throw broken(source, `"${end}" is missing`)
  source.at = found + end.length
  return source.text.slice(from, source.at)
}

function broken(source: Source, reason: string): XmlError {
  return new XmlError(`${reason}, at character ${source.at}`)
}
