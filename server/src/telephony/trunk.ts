/** What our own border controller adds to a call, as it wrote it. Null: nothing, or nothing that can be used. */
export type TrunkHeaders = {
  /** Who the network says is calling: P-Asserted-Identity. */
  asserted: string | null
  cell: string | null
  geo: string | null
  /** Where the call entered the network. */
  region: string | null
}

const nothing: TrunkHeaders = { asserted: null, cell: null, geo: null, region: null }

const shapes = {
  asserted: ['SipHeader_X-PAI', /^[\x20-\x7e]{1,256}$/],
  cell: ['SipHeader_X-Cell-Id', /^[0-9A-Fa-f]{1,16}(?:-[0-9A-Fa-f]{1,16}){0,5}$/],
  geo: ['SipHeader_X-Geo', /^[\x21-\x7e]{1,200}$/],
  region: ['SipHeader_X-Trunk-Region', /^[\p{L}\p{N}._-]{1,64}$/u],
} as const satisfies Record<keyof TrunkHeaders, readonly [string, RegExp]>

/**
 * Anybody may write a header: they count only when the call comes from a border controller we run, which removes
 * what strangers wrote. One that is out of shape is as good as none; a caller is never refused for it.
 */
export function trunkHeaders(
  form: Readonly<Record<string, string>>,
  trunkAddresses: readonly string[],
): TrunkHeaders {
  if (!trunkAddresses.includes(form.SipSourceIp ?? '')) return nothing
  const read = (what: keyof TrunkHeaders): string | null => {
    const [name, shape] = shapes[what]
    const text = form[name]?.trim() ?? ''
    return shape.test(text) ? text : null
  }
  return { asserted: read('asserted'), cell: read('cell'), geo: read('geo'), region: read('region') }
}
