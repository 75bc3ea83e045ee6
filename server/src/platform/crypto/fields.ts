import { randomBytes } from 'node:crypto'
import type { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { keyNumberOf, openWith, sealWith } from './envelope.ts'
import type { Master } from './master.ts'
import { type Matching, openMatching } from './matching.ts'

/** `place` is `table|column|rowId`, in the names of the database: a value moved elsewhere does not open. */
export type Sealing = {
  seal: (county: CountyCode, place: string, text: string) => Promise<Buffer>
  open: (county: CountyCode, place: string, sealed: Buffer) => Promise<string>
  /** The same for what is no text. */
  sealBytes: (county: CountyCode, place: string, bytes: Buffer) => Promise<Buffer>
  openBytes: (county: CountyCode, place: string, sealed: Buffer) => Promise<Buffer>
}

export type Fields = Sealing & {
  /** Under keys of their own: the reporter's identity and full numbers. */
  vault: Sealing
  matching: Matching
}

export type KeyPurpose = 'fields' | 'vault'

/** A county's data key as stored: wrapped, useless without the master key. */
export type WrappedKey = { number: number; wrapped: Buffer }

/** Where wrapped data keys live. `latest` says which one seals; older ones still open. */
export type KeyStore = {
  find: (number: number) => Promise<(WrappedKey & { county: string; purpose: string }) | null>
  latest: (county: CountyCode, purpose: KeyPurpose) => Promise<WrappedKey | null>
  /** Adds the first key, or gives back the one that another process added meanwhile. */
  addFirst: (county: CountyCode, purpose: KeyPurpose, wrapped: Buffer) => Promise<WrappedKey>
  /** Adds a newer key beside the old ones. */
  add: (county: CountyCode, purpose: KeyPurpose, wrapped: Buffer) => Promise<WrappedKey>
}

type DataKey = { number: number; bytes: Buffer; county: string }

export type KeyRing = Fields & {
  /** From now on this county's fields are sealed with a new key. Returns its number. */
  renew: (county: CountyCode, purpose: KeyPurpose) => Promise<number>
}

/** Another process may have renewed a key; until it is noticed the older one still seals, which is harmless. */
const latestKnownForMs = 60_000

export function openFields(master: Master, store: KeyStore): KeyRing {
  const fields = openKeys(master, store, 'fields')
  const vault = openKeys(master, store, 'vault')
  return {
    ...fields.sealing,
    vault: vault.sealing,
    matching: openMatching(master),
    renew: (county, purpose) => (purpose === 'vault' ? vault : fields).renew(county),
  }
}

function openKeys(master: Master, store: KeyStore, purpose: KeyPurpose) {
  const wrapping = { number: 0, bytes: master.derive(purpose === 'vault' ? 'vault keys' : 'field keys') }
  const placeOf = (county: string) => `data_keys|${purpose}|${county}`
  const wrap = (county: string) => sealWith(wrapping, placeOf(county), randomBytes(32))
  const unwrap = (county: string, { number, wrapped }: WrappedKey): DataKey => ({
    number,
    county,
    bytes: openWith(wrapping.bytes, placeOf(county), wrapped),
  })

  const byNumber = new Map<number, Promise<DataKey>>()
  const latest = new Map<string, { key: Promise<DataKey>; until: number }>()

  const remember = (county: string, found: Promise<WrappedKey>): Promise<DataKey> => {
    const key = found.then((wrapped) => unwrap(county, wrapped))
    latest.set(county, { key, until: Date.now() + latestKnownForMs })
    key.then(
      (known) => byNumber.set(known.number, key),
      () => latest.delete(county),
    )
    return key
  }
  const sealingKey = (county: CountyCode): Promise<DataKey> => {
    const known = latest.get(county)
    if (known && known.until > Date.now()) return known.key
    const found = async () =>
      (await store.latest(county, purpose)) ?? store.addFirst(county, purpose, wrap(county))
    return remember(county, found())
  }
  const openingKey = (number: number): Promise<DataKey> => {
    const known = byNumber.get(number)
    if (known) return known
    const found = store.find(number).then((row) => {
      if (row?.purpose !== purpose) throw new Refusal('bug', { reason: 'data_key_unknown' })
      return unwrap(row.county, row)
    })
    byNumber.set(number, found)
    found.catch(() => byNumber.delete(number))
    return found
  }

  const sealBytes: Sealing['sealBytes'] = async (county, place, bytes) =>
    sealWith(await sealingKey(county), place, bytes)
  const openBytes: Sealing['openBytes'] = async (county, place, sealed) => {
    const key = await openingKey(keyNumberOf(sealed))
    if (key.county !== county) throw new Refusal('bug', { reason: 'data_key_of_another_county' })
    return openWith(key.bytes, place, sealed)
  }
  const sealing: Sealing = {
    ...{ sealBytes, openBytes },
    seal: (county, place, text) => sealBytes(county, place, Buffer.from(text)),
    open: async (county, place, sealed) => (await openBytes(county, place, sealed)).toString(),
  }
  const renew = async (county: CountyCode) =>
    (await remember(county, store.add(county, purpose, wrap(county)))).number
  return { sealing, renew }
}
