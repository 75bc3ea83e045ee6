import { randomBytes } from 'node:crypto'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { describe, expect, test } from 'vitest'
import { keyNumberOf } from './envelope.ts'
import { type KeyStore, openFields } from './fields.ts'
import { openMaster } from './master.ts'

const cluj = CountyCode.parse('CJ')
const bistrita = CountyCode.parse('BN')
const place = 'persons|name|0190f0aa'

/** A store in memory, as several processes would share it. */
function memoryStore(): KeyStore & {
  rows: { number: number; county: string; purpose: string; wrapped: Buffer }[]
} {
  const rows: { number: number; county: string; purpose: string; wrapped: Buffer }[] = []
  const of = (county: string, purpose: string) =>
    rows.filter((row) => row.county === county && row.purpose === purpose)
  const add: KeyStore['add'] = async (county, purpose, wrapped) => {
    const row = { number: rows.length + 1, county, purpose, wrapped }
    rows.push(row)
    return row
  }
  return {
    rows,
    add,
    find: async (number) => rows[number - 1] ?? null,
    latest: async (county, purpose) => of(county, purpose).at(-1) ?? null,
    addFirst: async (county, purpose, wrapped) => of(county, purpose)[0] ?? add(county, purpose, wrapped),
  }
}

const flip = (sealed: Buffer, at: number): Buffer => {
  const broken = Buffer.from(sealed)
  broken.writeUInt8(broken.readUInt8(at) ^ 1, at)
  return broken
}

function opened(store = memoryStore(), secret = randomBytes(32)) {
  return { store, secret, fields: openFields(openMaster(secret), store) }
}

test('what was sealed opens again at its place, with every letter of three languages', async () => {
  const { fields } = opened()
  const text = 'Ștefania Mureșan, Bögöz; „mă bate acum” 🙂'

  expect(await fields.open(cluj, place, await fields.seal(cluj, place, text))).toBe(text)
  expect(await fields.open(cluj, place, await fields.seal(cluj, place, ''))).toBe('')
})

test('one flipped bit anywhere makes the value refuse to open', async () => {
  const { fields } = opened()
  const sealed = await fields.seal(cluj, place, 'Maria')

  for (let at = 0; at < sealed.length; at++) {
    await expect(fields.open(cluj, place, flip(sealed, at))).rejects.toThrow()
  }
  await expect(fields.open(cluj, place, sealed.subarray(0, -1))).rejects.toThrow()
  await expect(fields.open(cluj, place, Buffer.alloc(0))).rejects.toThrow()
})

test('a value moved to another row, column or county refuses to open', async () => {
  const { fields } = opened()
  const sealed = await fields.seal(cluj, place, 'Maria')

  await expect(fields.open(cluj, 'persons|name|0190f0ab', sealed)).rejects.toThrow()
  await expect(fields.open(cluj, 'persons|address|0190f0aa', sealed)).rejects.toThrow()
  await expect(fields.open(bistrita, place, sealed)).rejects.toThrow()
})

test('the vault has keys of its own: neither side opens what the other sealed', async () => {
  const { fields } = opened()

  const secret = await fields.vault.seal(cluj, place, '+40700000001')
  expect(await fields.vault.open(cluj, place, secret)).toBe('+40700000001')
  await expect(fields.open(cluj, place, secret)).rejects.toThrow()
  await expect(fields.vault.open(cluj, place, await fields.seal(cluj, place, 'Maria'))).rejects.toThrow()
})

test('the same text is never sealed to the same bytes', async () => {
  const { fields } = opened()
  const sealed = await Promise.all(Array.from({ length: 500 }, () => fields.seal(cluj, place, 'da')))

  expect(new Set(sealed.map((one) => one.toString('hex'))).size).toBe(500)
})

test('a wrong master key opens nothing', async () => {
  const { store, fields } = opened()
  const sealed = await fields.seal(cluj, place, 'Maria')

  await expect(opened(store).fields.open(cluj, place, sealed)).rejects.toThrow()
})

describe('two processes over one store', () => {
  test('agree on the first key even when both make one', async () => {
    const { store, secret, fields } = opened()
    const other = openFields(openMaster(secret), store)

    const [one, two] = await Promise.all([fields.seal(cluj, place, 'Ana'), other.seal(cluj, place, 'Ben')])

    expect(store.rows).toHaveLength(1)
    expect(await other.open(cluj, place, one)).toBe('Ana')
    expect(await fields.open(cluj, place, two)).toBe('Ben')
  })

  test('after a renewal the new key seals and the old one still opens', async () => {
    const { store, secret, fields } = opened()
    const other = openFields(openMaster(secret), store)
    const before = await other.seal(cluj, place, 'Ana')

    const number = await fields.renew(cluj, 'fields')
    const after = await fields.seal(cluj, place, 'Ben')

    expect(keyNumberOf(after)).toBe(number)
    expect(keyNumberOf(before)).not.toBe(number)
    expect(await fields.open(cluj, place, before)).toBe('Ana')
    expect(await other.open(cluj, place, after)).toBe('Ben')
  })
})
