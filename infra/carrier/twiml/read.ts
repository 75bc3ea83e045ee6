import { allowedIn, type Kind, lastWords, shapes, type Where } from './grammar.ts'
import { type Element, readXml, XmlError } from './xml.ts'

/** A verb whose names, nesting and values have been checked. Addresses are already absolute. */
export type Verb = { name: string; attributes: Map<string, string>; text: string; children: Verb[] }

export type Document = { url: string; verbs: Verb[] }

/** Why a document is not played, under Twilio's own number for the fault. */
export class DocumentRefused extends Error {
  readonly code: number
  constructor(code: number, reason: string) {
    super(reason)
    this.code = code
  }
}

const MAX_LENGTH = 64 * 1024

/** Reads what the product answered; refuses anything Twilio would not play exactly as it stands. */
export function readDocument(text: string, from: { url: string; where: Where }): Document {
  if (Buffer.byteLength(text) > MAX_LENGTH)
    throw new DocumentRefused(11750, 'the document is longer than 64 KB')
  const root = parse(text)
  if (root.name !== 'Response') throw new DocumentRefused(12100, `the root is <${root.name}>, not <Response>`)
  if (root.attributes.size > 0) throw new DocumentRefused(12200, '<Response> takes no attributes')
  const verbs = readVerbs(root, allowedIn[from.where], from.url)
  const unreachable = verbs.findIndex((verb) => lastWords.includes(verb.name)) + 1
  if (unreachable > 0 && unreachable < verbs.length) {
    throw new DocumentRefused(12200, `nothing after <${verbs[unreachable - 1]?.name}> is ever reached`)
  }
  return { url: from.url, verbs }
}

function parse(text: string): Element {
  try {
    return readXml(text)
  } catch (error) {
    if (error instanceof XmlError) throw new DocumentRefused(12100, error.message)
    throw error
  }
}

function readVerbs(parent: Element, allowed: readonly string[], url: string): Verb[] {
  return parent.children.flatMap((child) => {
    if (typeof child !== 'string') return [readVerb(child, allowed, url)]
    if (child.trim() !== '') throw new DocumentRefused(12200, `loose text in <${parent.name}>`)
    return []
  })
}

function readVerb(element: Element, allowed: readonly string[], url: string): Verb {
  const { name } = element
  const shape = shapes[name]
  if (!shape || !allowed.includes(name)) throw new DocumentRefused(12200, `<${name}> is not allowed here`)
  const attributes = new Map<string, string>()
  for (const [attribute, value] of element.attributes) {
    const kind = shape.attributes[attribute]
    if (!kind) throw new DocumentRefused(12200, `<${name}> has no attribute ${attribute}`)
    attributes.set(attribute, readValue(kind, value, { url, what: `${attribute} of <${name}>` }))
  }
  if (shape.text === 'none')
    return { name, attributes, text: '', children: readVerbs(element, shape.children, url) }
  if (attributes.has('digits')) return { name, attributes, text: '', children: [] }
  const text = readText(element)
  if (shape.text === 'url')
    return { name, attributes, text: absolute(text, { url, what: `<${name}>` }), children: [] }
  return { name, attributes, text, children: [] }
}

function readText(element: Element): string {
  const parts = element.children.map((child) => {
    if (typeof child === 'string') return child
    throw new DocumentRefused(12200, `<${child.name}> is not allowed in <${element.name}>`)
  })
  const text = parts.join('').replace(/\s+/g, ' ').trim()
  if (text === '') throw new DocumentRefused(12200, `<${element.name}> is empty`)
  return text
}

function readValue(kind: Kind, value: string, place: { url: string; what: string }): string {
  if (kind === 'url') return absolute(value, place)
  if (isFit(kind, value)) return value
  throw new DocumentRefused(12200, `${place.what} cannot be "${value}"`)
}

function isFit(kind: Exclude<Kind, 'url'>, value: string): boolean {
  if (kind === 'text') return true
  if (kind === 'integer') return /^\d{1,6}$/.test(value)
  if (kind === 'boolean') return value === 'true' || value === 'false'
  if (kind === 'method') return value === 'GET' || value === 'POST'
  return kind.includes(value)
}

function absolute(value: string, place: { url: string; what: string }): string {
  if (!URL.canParse(value, place.url))
    throw new DocumentRefused(12200, `${place.what} is no address: "${value}"`)
  return new URL(value, place.url).href
}
