import { trunkPath } from '@veghe/infra/carrier/trunk/words.ts'
import { startGateway } from '@veghe/infra/sip-gateway/gateway.ts'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { atTheDesk, closesAsTest, contactAddress, patiently, waitingRows } from '../support/browser-acts.ts'
import { forThisFile } from '../support/browser-test.ts'
import { atWork, hears, high, low } from '../support/browser-voice.ts'
import { sippCalls, sippCommand, sippPath } from '../support/sipp.ts'

/** The caller’s patience, which outlasts what a busy machine needs. */
const minuteMs = 60_000
const address = '127.0.0.1'

const isPossible = inject('chromium') && sippPath
if (!sippPath) console.error(`\n*** NO CALL BY SIP: sipp is missing. Type: ${sippCommand} ***\n`)

describe.skipIf(!isPossible)('a call from a trunk, by sipp', () => {
  // The gateway's own machine is the border controller here.
  const here = forThisFile({ VEGHE_TRUNK_ADDRESSES: address })
  const said: string[] = []

  const opens = async (): Promise<number> => {
    const { account, url } = here.product.network
    const gateway = await startGateway({
      ...{ address, port: 0, peers: [address], mediaPorts: null, calls: 2 },
      network: { url: url.replace('http', 'ws') + trunkPath, authToken: account.authToken },
      say: (line) => said.push(line),
    })
    onTestFinished(() => gateway.stop())
    return gateway.port
  }

  test('rings at the desk, is heard both ways, shows where it comes from, and is hung up by the operator', async () => {
    const ana = await atWork(here.product, 'ana.muresan', high)
    const call = await sippCalls({ port: await opens(), hum: low, waitsMs: minuteMs })
    await waitingRows(ana).first().waitFor()
    await ana.keyboard.press('F2')
    await ana.waitForURL(contactAddress)

    await expect.poll(() => hears(ana, low), patiently).toBe(true)
    await expect.poll(() => Math.abs((call.note() ?? 0) - high) <= 10, patiently).toBe(true)
    const triage = ana.locator('[data-pane=triage]')
    await triage.getByText('neconfirmat', { exact: true }).waitFor()
    await triage.getByText('lângă Florești', { exact: true }).waitFor()
    await triage.getByText(/^celula 001-01-12A0-F1B2C3, rază 1,5 km/).waitFor()
    await ana.getByText('număr ascuns de apelant, cunoscut de rețea').waitFor()

    await ana.keyboard.press('Control+Shift+Enter')
    await ana.keyboard.press('Control+Shift+Enter')
    expect(await call.over).toEqual({ code: 0, complaints: '' })
    expect(call.heard()).toBeGreaterThan(50)
    await expect.poll(() => said.at(-1), patiently).toMatch(/^a call is over: the line hung up/)
    expect(said.join('\n')).not.toMatch(/\+40|001-01/)
    await closesAsTest(ana)
    await ana.close()
  })

  test('whose caller gives up before anybody answers is owed a call-back', async () => {
    const ana = await atTheDesk(here.product, 'ana.muresan')
    const call = await sippCalls({ port: await opens(), hum: low, waitsMs: 2_000 })
    await waitingRows(ana.page).first().waitFor()

    expect(await call.over).toEqual({ code: 0, complaints: '' })

    await expect.poll(() => said.at(-1), patiently).toMatch(/^a call is over: the caller hung up/)
    const owed = async () => (await ana.asks('queue.callBacks', {})).map(({ cause }) => cause)
    await expect.poll(owed, patiently).toEqual(['abandoned'])
  })
})
