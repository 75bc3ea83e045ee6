import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { carrierAccount } from '../carrier/account.ts'
import { gatewayOptions } from './settings.ts'

const dir = mkdtempSync(join(tmpdir(), 'veghe-sip-'))
afterAll(() => rmSync(dir, { recursive: true }))

test('left alone the gateway listens on this machine for this machine, with the account of the stand-in', () => {
  expect(gatewayOptions({}, dir)).toEqual({
    ...{ address: '127.0.0.1', port: 5060, peers: ['127.0.0.1'], mediaPorts: null, calls: 20 },
    network: { url: 'ws://127.0.0.1:1191/trunk', authToken: carrierAccount(dir).authToken },
  })
})

test('a trunk and its ports are taken from the environment', () => {
  const env = {
    ...{ VEGHE_SIP_ADDRESS: '192.0.2.1', VEGHE_SIP_PEERS: '192.0.2.7, 192.0.2.8', VEGHE_SIP_PORT: '5080' },
    ...{ VEGHE_SIP_MEDIA_PORTS: '41000-41039', VEGHE_SIP_CALLS: '5', VEGHE_CARRIER_PORT: '2191' },
  }
  expect(gatewayOptions(env, dir)).toMatchObject({
    ...{ address: '192.0.2.1', port: 5080, peers: ['192.0.2.7', '192.0.2.8'], calls: 5 },
    ...{ mediaPorts: [41_000, 41_039], network: { url: 'ws://127.0.0.1:2191/trunk' } },
  })
})

test.each([
  [{ TWILIO_ACCOUNT_SID: 'AC' }, 'SIP domain'],
  [{ VEGHE_SIP_PEERS: 'trunk.example' }, 'VEGHE_SIP_PEERS'],
  [{ VEGHE_SIP_ADDRESS: '0.0.0.0' }, 'VEGHE_SIP_ADDRESS'],
  [{ VEGHE_SIP_CALLS: '0' }, 'VEGHE_SIP_CALLS'],
  [{ VEGHE_SIP_PORT: '70000' }, 'VEGHE_SIP_PORT'],
  [{ VEGHE_SIP_MEDIA_PORTS: '41100-41000' }, 'VEGHE_SIP_MEDIA_PORTS'],
])('%j is refused in a sentence that names %s', (env, named) => {
  expect(() => gatewayOptions(env, dir)).toThrow(named)
})
