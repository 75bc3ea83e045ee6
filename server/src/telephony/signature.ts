import twilio from 'twilio'

/** A webhook's form: names are flat, a name that came twice keeps both values for the signature. */
export type SignedForm = Record<string, string | string[]>

export function parseForm(body: string): SignedForm {
  const form = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(body)) {
    const known = form.get(name)
    form.set(name, known === undefined ? value : [known, value].flat())
  }
  return Object.fromEntries(form)
}

/**
 * Whether the carrier signed this request. `target` is the path and query exactly as requested; the address is
 * never taken from headers. While a token is being replaced there are two, and either may have signed.
 */
export function isSigned(
  request: { target: string; form: SignedForm; signature: string },
  { publicUrl, tokens }: { publicUrl: string; tokens: readonly string[] },
): boolean {
  const url = publicUrl.replace(/\/$/, '') + request.target
  return tokens.some((token) => twilio.validateRequest(token, request.signature, url, request.form))
}
