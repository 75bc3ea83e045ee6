import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'

/**
 * Whether a page of ours asks. In production only the public address is ours; in demo, whatever address the
 * browser itself used, so that a phone on the same network may open the console.
 */
export function isOwnOrigin(
  config: Pick<Config, 'mode' | 'publicUrl'>,
  headers: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
): boolean {
  if (!headers.origin) return false
  if (headers.origin === new URL(config.publicUrl).origin) return true
  if (config.mode === 'production') return false
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host
}
