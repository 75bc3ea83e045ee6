import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where the network is driven from, and where the answer is printed. */
export type Terminal = { url: string; print: (line: string) => void; interrupted: AbortSignal }

export type Json = Record<string, unknown>
export type Asked = { options: Record<string, string | boolean | undefined>; words: string[] }

/** A mistake in what was typed, or a refusal of the network: one sentence, no stack. */
export class Complaint extends Error {}

export async function ask(terminal: Pick<Terminal, 'url'>, act: string, body: Json): Promise<Json> {
  let reply: Response
  try {
    reply = await fetch(`${terminal.url}/control/${act}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    throw new Complaint(`The telephone network does not answer on ${terminal.url}; start it with: npm start`)
  }
  const answer = asJson(await reply.json())
  if (!reply.ok) throw new Complaint(String(answer.error ?? `The network answered ${reply.status}.`))
  return answer
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : []
}

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** A file as whoever typed names it, from where they stand. */
export const textOf = (file: string): string => bytesOf(file).toString('utf8')

export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(resolve(process.env.INIT_CWD ?? '.', file))
  } catch (error) {
    throw new Complaint(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
