import type { Form } from './requests.ts'

export type Page<T> = { rows: T[]; page: number; pageSize: number; nextUri: string | null; start: number }

const DEFAULT_PAGE_SIZE = 50

/**
 * One page, newest first. The token names the last row given, so that what arrives in the meantime moves nothing between
 * two pages.
 */
export function pageOf<T>(
  all: Iterable<T>,
  query: Form,
  about: { path: string; sidOf: (row: T) => string; fits: (row: T) => boolean },
): Page<T> {
  const pageSize = Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE)
  const page = Number(query.get('Page') ?? 0)
  const after = query.get('PageToken')
  const rows = [...all].reverse().filter(about.fits)
  const start =
    after === undefined ? page * pageSize : rows.findIndex((row) => `PA${about.sidOf(row)}` === after) + 1
  const shown = rows.slice(start, start + pageSize)
  const last = shown.at(-1)
  const isLast = last === undefined || start + pageSize >= rows.length
  return {
    rows: shown,
    page,
    pageSize,
    start,
    nextUri: isLast ? null : nextUri(query, about, { page, last }),
  }
}

function nextUri<T>(
  query: Form,
  about: { path: string; sidOf: (row: T) => string },
  at: { page: number; last: T },
): string {
  const next = new URLSearchParams()
  for (const [name, value] of query) next.set(name, String(value))
  next.set('Page', String(at.page + 1))
  next.set('PageToken', `PA${about.sidOf(at.last)}`)
  return `${about.path}?${next}`
}

/** The envelope Twilio puts around every list. */
export function listBody<T>(
  name: string,
  page: Page<T>,
  about: { path: string; view: (row: T) => object },
): object {
  return {
    [name]: page.rows.map(about.view),
    first_page_uri: `${about.path}?PageSize=${page.pageSize}&Page=0`,
    next_page_uri: page.nextUri,
    previous_page_uri: null,
    page: page.page,
    page_size: page.pageSize,
    start: page.start,
    end: Math.max(page.start + page.rows.length - 1, 0),
    uri: `${about.path}?PageSize=${page.pageSize}&Page=${page.page}`,
  }
}

/** Twilio's three ways to filter by time: the day or instant itself, before it (`<`), after it (`>`). */
export function fitsTime(query: Form, name: string, at: Date | undefined): boolean {
  const bound = (mark: string) => {
    const value = query.get(`${name}${mark}`)
    return value === undefined ? undefined : new Date(String(value)).getTime()
  }
  const [on, before, after] = [bound(''), bound('<'), bound('>')]
  if (on === undefined && before === undefined && after === undefined) return true
  if (!at) return false
  const time = at.getTime()
  if (before !== undefined && time > before) return false
  if (after !== undefined && time < after) return false
  return on === undefined || (time >= on && time < on + 24 * 3600 * 1000)
}
