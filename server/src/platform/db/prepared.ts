import type pg from 'pg'

/** Texts beyond this are sent unnamed: a list of varying length must not fill the server with statements. */
const mostNames = 600
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= mostNames) return known
  const name = `v${names.size}`
  names.set(text, name)
  return name
}

/**
 * The same connection, which gives every query with parameters a name of its own, so that Postgres parses and
 * plans it once per connection instead of each time.
 */
export function prepared(client: pg.PoolClient): pg.PoolClient {
  return new Proxy(client, {
    get(target, property) {
      if (property === 'query') return queryOf(target)
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function queryOf(client: pg.PoolClient) {
  return (config: string | pg.QueryConfig, values?: unknown[]) => {
    if (typeof config === 'string' || config.name !== undefined || !values?.length)
      return client.query(typeof config === 'string' ? { text: config } : config, values)
    const name = nameOf(config.text)
    return client.query(name ? { ...config, name } : config, values)
  }
}
