import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const key = randomBytes(32).toString('base64')
const hex = '0123456789abcdef0123456789abcdef'
const engines = {
  DATABASE_URL: 'postgres://veghe_app:secret-app@127.0.0.1/veghe',
  DATABASE_AUTH_URL: 'postgres://veghe_auth:secret-auth@127.0.0.1/veghe',
  REDIS_URL: 'redis://127.0.0.1',
}
const demo = { ...engines, VEGHE_MASTER_KEY: key }
const account = {
  TWILIO_ACCOUNT_SID: `AC${hex}`,
  TWILIO_AUTH_TOKEN: 'token-of-the-account',
  TWILIO_API_KEY: `SK${hex}`,
  TWILIO_API_SECRET: 'secret-of-the-key',
  TWILIO_NUMBER: '+40312345678',
  TWILIO_MESSAGING_SERVICE_SID: `MG${hex}`,
  TWILIO_TWIML_APP_SID: `AP${hex}`,
}
const production = { ...demo, ...account, VEGHE_MODE: 'production', VEGHE_PUBLIC_URL: 'https://119.example/' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veghe-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (text: string) => {
  const path = join(folder, `${randomBytes(4).toString('hex')}.key`)
  writeFileSync(path, text)
  return { VEGHE_MASTER_KEY_FILE: path }
}

test('the demo needs engines and a key, and then the stand-in speaks for the network', () => {
  expect(readConfig(demo)).toMatchObject({
    mode: 'demo',
    port: 1190,
    publicUrl: 'http://localhost:1190',
    twilio: null,
    redisPrefix: 'veghe',
    masterKey: Buffer.from(key, 'base64'),
  })
  expect(readConfig({ ...engines, ...fileOf(`# demo\n${key}\n`) }).masterKey).toEqual(
    Buffer.from(key, 'base64'),
  )
})

test('whoever is called back never sees the number of the line', () => {
  const shown = (VEGHE_CALL_BACK_NUMBER: string) =>
    readConfig({ ...production, VEGHE_CALL_BACK_NUMBER }).callBackNumber
  expect(readConfig(production).callBackNumber).toBeNull()
  expect(shown('+40264000118')).toBe('+40264000118')
  expect(() => shown(account.TWILIO_NUMBER)).toThrow('would tell whom it calls who calls')
  expect(() => shown('119')).toThrow('VEGHE_CALL_BACK_NUMBER has a value that cannot be used')
})

test('production runs with an account, a key of its own and a public address over TLS', () => {
  expect(readConfig(production)).toMatchObject({
    mode: 'production',
    publicUrl: 'https://119.example',
    twilio: { number: '+40312345678', authToken: 'token-of-the-account' },
  })
})

describe.each([
  ['nothing set', {}, 'DATABASE_URL'],
  ['no key', engines, 'VEGHE_MASTER_KEY'],
  ['a short key', { ...engines, VEGHE_MASTER_KEY: 'c2hvcnQ=' }, '32 bytes'],
  ['a port that is none', { ...demo, VEGHE_PORT: 'ninety' }, 'VEGHE_PORT'],
  ['half an account', { ...demo, TWILIO_NUMBER: '+40312345678' }, 'missing: TWILIO_ACCOUNT_SID'],
  ['an account with a typing error', { ...demo, ...account, TWILIO_API_KEY: 'SK12' }, 'TWILIO_API_KEY'],
  ['another region of the carrier', { ...demo, TWILIO_REGION: 'ie1' }, 'TWILIO_REGION is set'],
  ['a proxy', { ...demo, HTTP_PROXY: 'http://127.0.0.1:3128' }, 'HTTP_PROXY is set'],
  [
    'two times for the recordings of a county',
    { ...demo, VEGHE_RECORDING_DAYS: 'CJ=1825 CJ=30' },
    'names a county twice',
  ],
  ['production with the stand-in', { ...demo, VEGHE_MODE: 'production' }, 'Twilio account'],
  ['production without TLS', { ...production, VEGHE_PUBLIC_URL: 'http://119.example' }, 'https://'],
] as const)('with %s', (_what, env, words) => {
  test('it refuses to start and says what to change, without any value', () => {
    const refusal = () => readConfig(env)
    expect(refusal).toThrow(words)
    for (const secret of ['secret-app', 'token-of-the-account', key, '3128', 'ninety'])
      expect(refusal).not.toThrow(secret)
  })
})

test('production refuses the key that the demo generated', () => {
  const { VEGHE_MASTER_KEY: _, ...without } = production
  expect(() => readConfig({ ...without, ...fileOf(`# demo\n${key}\n`) })).toThrow('master key of its own')
  expect(readConfig({ ...without, ...fileOf(`${key}\n`) }).mode).toBe('production')
})
