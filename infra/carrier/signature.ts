import { createHmac } from 'node:crypto'

export type Params = Record<string, string>

export type SignedForm = { url: string; method: 'POST'; headers: Record<string, string>; body: string }

/** Twilio's rule: HMAC-SHA1 over the full address followed by each parameter's name and value, in order of name. */
export function twilioSignature(token: string, url: string, params: Params): string {
  const names = Object.keys(params).sort()
  const text = names.reduce((text, name) => `${text}${name}${params[name] ?? ''}`, url)
  return createHmac('sha1', token).update(text, 'utf8').digest('base64')
}

/**
 * A webhook exactly as it goes over the wire. `url` is the public address that is signed; the bytes may be sent elsewhere.
 * A fragment holds delivery rules, travels nowhere and is not signed.
 */
export function signedForm(url: string, params: Params, token: string): SignedForm {
  const [signed = ''] = url.split('#')
  return {
    url: signed,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      accept: '*/*',
      'x-twilio-signature': twilioSignature(token, signed, params),
    },
    body: new URLSearchParams(params).toString(),
  }
}
