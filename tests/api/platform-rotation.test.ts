import { openFields } from '@veghe/server/platform/crypto/fields.ts'
import { openKeyStore } from '@veghe/server/platform/crypto/keys.store.ts'
import { openMaster } from '@veghe/server/platform/crypto/master.ts'
import { finishRotation, rotateKeys } from '@veghe/server/platform/crypto/rotate.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { runSql } from '../support/databases.ts'
import { deskChapters, takes } from '../support/desk.ts'

const cluj = CountyCode.parse('CJ')
const text = 'Copilul vecinilor plânge în fiecare noapte.'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

const numbersOf = async (column: string) => {
  const rows = await runSql<{ key: string }>(
    world.database.superUrl,
    `select distinct encode(substring(${column} from 2 for 4), 'hex') as key from ${column === 'body' ? 'messages' : 'contacts'}
      where ${column} is not null and county = 'CJ'`,
  )
  return rows.map((row) => row.key)
}

test('after a rotation everything opens, sealed with the new key, and another county is untouched', async () => {
  const ana = await world.signIn('operator')
  const contactId = await takes(world, ana, { text, number: '+40700000123' })
  const before = { body: await numbersOf('body'), number: await numbersOf('number') }

  const sealed = await rotateKeys(world.server, world.opened.keys, { county: cluj, purpose: 'fields' })
  const inVault = await rotateKeys(world.server, world.opened.keys, { county: cluj, purpose: 'vault' })

  expect(sealed).toBeGreaterThan(0)
  expect(inVault).toBeGreaterThan(0)
  expect(await numbersOf('body')).not.toEqual(before.body)
  expect(await numbersOf('number')).not.toEqual(before.number)
  expect(JSON.stringify(await ana.asks('intake.contact', { contactId }))).toContain(text)
  const { number } = await ana.does('intake.showNumber', { contactId, reason: 'verify_identity' })
  expect(number).toBe('+40700000123')
})

test('a rotation that was stopped is finished later, by another process', async () => {
  await takes(world, await world.signIn('operator'), { text })
  await world.opened.keys.renew(cluj, 'fields')
  const master = openMaster(world.server.config.masterKey)
  const other = openFields(master, openKeyStore(world.opened.pool))

  const rotation = { county: cluj, purpose: 'fields' } as const
  expect(await finishRotation(world.server, other, rotation)).toBeGreaterThan(0)
  expect(await finishRotation(world.server, other, rotation)).toBe(0)
  expect(await numbersOf('body')).toHaveLength(1)
})
