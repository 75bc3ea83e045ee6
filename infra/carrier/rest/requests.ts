import { fieldOf, type Json, type Operation, type Specification, validatorOf } from './openapi.ts'

export type Value = string | number | boolean | string[]

/** A request that Twilio's document allows: names known, values coerced, everything required present. */
export type Checked = { operation: Operation; path: Record<string, string>; query: Form; form: Form }

export type Form = ReadonlyMap<string, Value>

export type Incoming = { method: string; path: string; query: URLSearchParams; form: URLSearchParams }

/** The operation an address names, with the values in its path. */
export function match(
  spec: Specification,
  incoming: Incoming,
): Pick<Checked, 'operation' | 'path'> | undefined {
  for (const operation of spec.operations) {
    if (operation.method !== incoming.method) continue
    const found = operation.path.exec(incoming.path)
    if (!found) continue
    const values = operation.pathNames.map(
      (name, at) => [name, decodeURIComponent(found[at + 1] ?? '')] as const,
    )
    return { operation, path: Object.fromEntries(values) }
  }
  return undefined
}

/** Every way in which the request breaks Twilio's document; an empty `errors` means it may be served. */
export function check(
  spec: Specification,
  found: Pick<Checked, 'operation' | 'path'>,
  incoming: Incoming,
): { checked: Checked; errors: string[] } {
  const { operation } = found
  const query = coerce(incoming.query, (name) => queryOf(operation, name))
  const form = coerce(incoming.form, (name) => operation.form && fieldOf(operation.form, name))
  const errors = [
    ...query.errors.map((error) => `query ${error}`),
    ...form.errors,
    ...checkParameters(spec, operation, { path: found.path, query: query.values }),
    ...checkForm(spec, operation, form.values),
  ]
  return { checked: { ...found, query: query.values, form: form.values }, errors }
}

/** Whether a reply of ours has the shape Twilio promises. */
export function checkReply(
  spec: Specification,
  operation: Operation,
  reply: { status: number; body: unknown },
): string[] {
  const schema = operation.replies.get(reply.status)
  if (!schema) return [`${operation.id} never answers ${reply.status}`]
  return problems(spec, `${operation.id}:${reply.status}`, { schema, value: reply.body })
}

function queryOf(operation: Operation, name: string): Json | undefined {
  return operation.parameters.find((parameter) => parameter.in === 'query' && parameter.name === name)?.schema
}

type Coerced = { values: Map<string, Value>; errors: string[] }

/** Forms carry only text: the schema says what each value is meant to be, and which may be repeated. */
function coerce(sent: URLSearchParams, schemaOf: (name: string) => Json | undefined): Coerced {
  const values = new Map<string, Value>()
  const errors: string[] = []
  for (const name of new Set(sent.keys())) {
    const schema = schemaOf(name)
    const all = sent.getAll(name)
    if (!schema) errors.push(`parameter ${name} is not known`)
    else if (schema.type === 'array') values.set(name, all)
    else if (all.length > 1) errors.push(`parameter ${name} is repeated`)
    else values.set(name, coerceOne(schema, all[0] ?? ''))
  }
  return { values, errors }
}

function coerceOne(schema: Json, text: string): Value {
  if ((schema.type === 'integer' || schema.type === 'number') && /^-?\d+(\.\d+)?$/.test(text))
    return Number(text)
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function checkParameters(
  spec: Specification,
  operation: Operation,
  sent: { path: Record<string, string>; query: Form },
): string[] {
  return operation.parameters.flatMap((parameter) => {
    const value = parameter.in === 'path' ? sent.path[parameter.name] : sent.query.get(parameter.name)
    if (value === undefined || value === 'Twilio.CURRENT') return []
    const key = `${operation.id}:${parameter.in}:${parameter.name}`
    return problems(spec, key, { schema: parameter.schema, value }).map(
      (problem) => `${parameter.name}${problem}`,
    )
  })
}

function checkForm(spec: Specification, operation: Operation, form: Form): string[] {
  if (!operation.form) return []
  const value = Object.fromEntries(form)
  const missing = operation.conditional
    .filter((group) => operation.id.startsWith('Create') && !group.some((name) => form.has(name)))
    .map((group) => `one of ${group.join(', ')} is required`)
  const relative = [...form]
    .filter(([name, sent]) => isUri(operation, name) && !/^https?:\/\/[^/]/.test(String(sent)))
    .map(([name]) => `${name} is not an absolute address`)
  return [
    ...problems(spec, `${operation.id}:form`, { schema: operation.form, value }),
    ...missing,
    ...relative,
  ]
}

function isUri(operation: Operation, name: string): boolean {
  return operation.form !== undefined && fieldOf(operation.form, name)?.format === 'uri'
}

function problems(spec: Specification, key: string, about: { schema: Json; value: unknown }): string[] {
  const validate = validatorOf(spec, key, about.schema)
  if (validate(about.value)) return []
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
}
