import { z } from 'zod'

/* How the public page speaks with the line: without an account, a cookie or anything in the address. */

/** `code` is empty where something before the line itself refused. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(`status ${status}`)
    this.status = status
    this.code = code
  }
}

const Problem = z.object({ code: z.string() })

/** What was asked reaches the line also when the page goes away meanwhile. */
export async function post(path: string, body: object, withinMs?: number): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
    ...(withinMs ? { signal: AbortSignal.timeout(withinMs) } : {}),
  })
  if (response.ok) return response.json()
  const problem = Problem.safeParse(await response.json().catch(() => null)).data
  throw new Refused(response.status, problem?.code ?? '')
}

/** The last word of a page that is going away. */
export function tellLeaving(path: string, body: object): void {
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: 'application/json' }))
}
