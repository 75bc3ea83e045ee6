import { expect, test } from 'vitest'
import { CALL_BACK_NUMBER } from './carrier/leg.ts'
import { environmentFor, readSettings } from './settings.ts'

const production = {
  VEGHE_MODE: 'production',
  DATABASE_OWNER_URL: 'postgres://boss:b@db/line',
  REDIS_URL: 'redis://r',
  TWILIO_ACCOUNT_SID: 'AC1',
  VEGHE_MASTER_KEY: 'k',
}
const addresses = { appUrl: 'app', authUrl: 'auth', redisUrl: 'redis', dataDir: '/nowhere' }

test('production names what it would otherwise have to make up', () => {
  expect(readSettings(production)).toMatchObject({ mode: 'production', standIn: false, port: 1190 })
  expect(() => readSettings({ ...production, REDIS_URL: '' })).toThrow('set REDIS_URL')
  expect(() => readSettings({ VEGHE_MODE: 'production' })).toThrow(
    'set DATABASE_URL, REDIS_URL, TWILIO_ACCOUNT_SID, VEGHE_MASTER_KEY_FILE',
  )
})

test('one setting of a real telephone account is enough to keep the stand-in away', () => {
  expect(readSettings({}).standIn).toBe(true)
  expect(readSettings({ TWILIO_NUMBER: '+40700000009' }).standIn).toBe(false)
})

test('the processes never see the owner’s address', () => {
  const env = environmentFor(readSettings(production), addresses, production)
  expect(env.DATABASE_OWNER_URL).toBeUndefined()
  expect(env).toMatchObject({ DATABASE_URL: 'app', DATABASE_AUTH_URL: 'auth', REDIS_URL: 'redis' })
})

test('the stand-in’s trunk is believed, its cells are known and it has a number for call-backs, unless somebody said otherwise', () => {
  const own = environmentFor(readSettings({}), addresses, { VEGHE_MASTER_KEY: 'k' })
  expect(own).toMatchObject({
    VEGHE_TRUNK_ADDRESSES: '203.0.113.10',
    VEGHE_CALL_BACK_NUMBER: CALL_BACK_NUMBER,
  })
  expect(own.VEGHE_CELLS).toMatch(/cells\.csv$/)

  const said = { VEGHE_MASTER_KEY: 'k', VEGHE_TRUNK_ADDRESSES: '198.51.100.1', VEGHE_CELLS: 'mine.csv' }
  expect(environmentFor(readSettings(said), addresses, said)).toMatchObject(said)
  expect(
    environmentFor(readSettings(production), addresses, production).VEGHE_TRUNK_ADDRESSES,
  ).toBeUndefined()
})

test('a port that is none is refused in words', () => {
  expect(() => readSettings({ VEGHE_PORT: 'http' })).toThrow('VEGHE_PORT must be a port number')
})
