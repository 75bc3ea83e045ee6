import type { Network } from '../network.ts'
import type { Checked, Form } from './requests.ts'

/** With `content` that is sent, and no body; of one that `isStalled` only half, and no end. `location` sends on. */
export type Reply = {
  status: number
  body: object
  content?: { type: string; bytes: Buffer }
  isStalled?: boolean
  location?: string
}

/** One operation of Twilio's as the stand-in plays it. */
export type Handler = {
  /** Parameters with an effect here or needing none. One that Twilio knows and this list does not is refused, never ignored. */
  plays: readonly string[]
  serve: (net: Network, request: Checked) => Reply
}

export const API = '/2010-04-01'

export function textOf(form: Form, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function methodOf(form: Form, name: string): 'GET' | 'POST' {
  return form.get(name) === 'GET' ? 'GET' : 'POST'
}

export function wordsOf(form: Form, name: string): string[] {
  const value = form.get(name)
  return Array.isArray(value) ? value : []
}

export const paging = ['PageSize', 'Page', 'PageToken'] as const
