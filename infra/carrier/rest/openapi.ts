import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

export type Json = Record<string, unknown>

export type Operation = {
  id: string
  method: string
  path: RegExp
  pathNames: string[]
  parameters: { name: string; in: string; schema: Json }[]
  form: Json | undefined
  /** Groups of which at least one member has to be sent. */
  conditional: string[][]
  replies: Map<number, Json>
}

export type Specification = { operations: Operation[]; ajv: Ajv; compiled: Map<string, ValidateFunction> }

const SPEC = 'twilio'

/** Reads Twilio's own document. What follows from it is all the stand-in knows about requests. */
export function readSpecification(file: URL): Specification {
  const spec = asJson(JSON.parse(readFileSync(file, 'utf8')))
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv, ['date', 'date-time', 'int32', 'int64'])
  for (const [name, format] of Object.entries(twilioFormats)) ajv.addFormat(name, format)
  ajv.addSchema(asJson(toJsonSchema(spec.components)), SPEC)
  const operations = Object.entries(asJson(spec.paths)).flatMap(([path, about]) =>
    operationsOf(path, asJson(about)),
  )
  // The longer literal path first, so that `/Calls.json` is never read as a sid.
  operations.sort((a, b) => b.path.source.length - a.path.source.length)
  return { operations, ajv, compiled: new Map() }
}

/** Compiled once, at the first request that needs it. */
export function validatorOf(spec: Specification, key: string, schema: Json): ValidateFunction {
  const known = spec.compiled.get(key)
  if (known) return known
  const compiled = spec.ajv.compile(asJson(toJsonSchema(schema)))
  spec.compiled.set(key, compiled)
  return compiled
}

/** What a form schema says of one field, following nothing: Twilio writes its forms out in full. */
export function fieldOf(form: Json, name: string): Json | undefined {
  const fields = asJson(form.properties ?? {})
  return name in fields ? asJson(fields[name]) : undefined
}

export function asJson(value: unknown): Json {
  if (!isJson(value)) throw new Error('The OpenAPI document does not have the shape expected.')
  return value
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const anyText = () => true
const isAddress = (text: string) => URL.canParse(text) && /^[a-z]+:\/\/./i.test(text)

/** The document calls paths relative to the API "uri" too; a request's addresses are told apart in `requests.ts`. */
const twilioFormats: Record<string, (text: string) => boolean> = {
  uri: (text) => isAddress(text) || text.startsWith('/'),
  'date-time-rfc-2822': (text) => /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/.test(text),
  'http-method': (text) => /^(GET|POST|HEAD|DELETE|PATCH|PUT)$/.test(text),
  'phone-number': anyText,
  endpoint: anyText,
  twiml: anyText,
  'uri-map': anyText,
  'iso-country-code': anyText,
  'phone-number-capabilities': anyText,
  currency: anyText,
  'ice-server': anyText,
  regex: anyText,
}

function operationsOf(path: string, about: Json): Operation[] {
  const names: string[] = []
  const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name)
    return '([^/]+?)'
  })
  const shared = listOf(about.parameters)
  return ['get', 'post', 'delete'].flatMap((method) => {
    if (!isJson(about[method])) return []
    const operation = about[method]
    return [
      {
        id: String(operation.operationId),
        method: method.toUpperCase(),
        path: new RegExp(`^${source}$`),
        pathNames: names,
        parameters: [...shared, ...listOf(operation.parameters)].map(parameterOf),
        form: formOf(operation),
        conditional: conditionalOf(operation),
        replies: repliesOf(operation),
      },
    ]
  })
}

function parameterOf(parameter: Json): Operation['parameters'][number] {
  return { name: String(parameter.name), in: String(parameter.in), schema: asJson(parameter.schema) }
}

function formOf(operation: Json): Json | undefined {
  if (!isJson(operation.requestBody)) return undefined
  const content = asJson(operation.requestBody.content)
  return asJson(asJson(content['application/x-www-form-urlencoded']).schema)
}

function conditionalOf(operation: Json): string[][] {
  if (!isJson(operation['x-twilio']) || !Array.isArray(operation['x-twilio'].conditional)) return []
  return operation['x-twilio'].conditional.map((group) => (Array.isArray(group) ? group.map(fieldName) : []))
}

/** `status_callback` stands for the field `StatusCallback`. */
function fieldName(name: unknown): string {
  return String(name).replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** A reply without a body. */
const nothingPromised: Json = {}

function repliesOf(operation: Json): Map<number, Json> {
  const replies = new Map<number, Json>()
  for (const [status, reply] of Object.entries(asJson(operation.responses))) {
    const content = asJson(reply).content
    if (isJson(content) && isJson(content['application/json'])) {
      replies.set(Number(status), asJson(content['application/json'].schema))
    } else if (content === undefined) replies.set(Number(status), nothingPromised)
  }
  return replies
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : []
}

/** OpenAPI 3.0 to JSON Schema: null is a type of its own there, and references start at the document's root. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (!isJson(value)) return value
  const schema: Json = {}
  for (const [key, part] of Object.entries(value)) {
    if (key.startsWith('x-') || ['description', 'example', 'examples', 'nullable'].includes(key)) continue
    schema[key] = key === '$ref' ? String(part).replace('#/components', `${SPEC}#`) : toJsonSchema(part)
  }
  return value.nullable === true ? nullable(schema) : schema
}

function nullable(schema: Json): Json {
  if (typeof schema.$ref === 'string') return { anyOf: [schema, { type: 'null' }] }
  if (typeof schema.type !== 'string') return schema
  const values = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}
  return { ...schema, ...values, type: [schema.type, 'null'] }
}
