import { WebSocket } from 'ws'

export type Json = Record<string, unknown>
export type Message = { type: string; payload: Json }
export type Say = (type: string, payload?: Json) => void

const version = '1.6'

/** Nothing for a heartbeat, and for what no softphone says. */
export function readMessage(text: string): Message | undefined {
  if (text.trim() === '') return undefined
  try {
    const { type, payload } = asJson(JSON.parse(text))
    return typeof type === 'string' ? { type, payload: asJson(payload) } : undefined
  } catch {
    return undefined
  }
}

export const sayTo =
  (socket: WebSocket): Say =>
  (type, payload = {}) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type, version, payload }))
  }

export const textIn = (payload: Json, name: string): string => {
  const value = payload[name]
  return typeof value === 'string' ? value : ''
}

export const jsonIn = (payload: Json, name: string): Json => asJson(payload[name])

const asJson = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
