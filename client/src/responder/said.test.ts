import { DispatchId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const me = StaffId.parse('01990000-0000-7000-8000-0000000000f1')
const dispatchId = DispatchId.parse('01990000-0000-7000-8000-0000000000d1')

type Sent = { action: string; key: string; body: Record<string, unknown> }
type Answer = { status: number; body: unknown } | 'no signal' | 'hangs'

const done: Answer = { status: 200, body: { dispatchId, version: 2, raised: true } }
const refused = (code: string): Answer => ({ status: 409, body: { code, details: {} } })

/** What the network does with the next requests, and everything that reached it. */
const network = { answer: (_: Sent): Answer => done, heard: [] as Sent[] }

const reached = (): string[] => network.heard.map(({ action, body }) => String(body.step ?? action))
const listen = { addEventListener: () => {}, removeEventListener: () => {} }

async function fetched(address: string, init: RequestInit): Promise<Response> {
  const sent: Sent = {
    action: address.replace('/api/', ''),
    key: new Headers(init.headers).get('Idempotency-Key') ?? '',
    body: JSON.parse(String(init.body)),
  }
  const answer = network.answer(sent)
  if (answer === 'no signal') throw new TypeError('no signal')
  if (answer === 'hangs') return new Promise(() => {})
  network.heard.push(sent)
  return Response.json(answer.body, { status: answer.status })
}

/** A phone without a store: what was said lives as long as the page, which is all that these tests look at. */
async function phone() {
  const said = await import('./said.ts')
  await said.startOutbox(me, () => {})
  const report = (step: 'en_route' | 'on_scene' | 'with_child') =>
    said.say({ action: 'dispatch.report', input: { dispatchId, step } }, dispatchId)
  const sos = () => said.say({ action: 'dispatch.sos', input: { dispatchId } }, dispatchId)
  const states = () => said.said.get().map((step) => step.state)
  return { ...said, report, sos, states }
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T22:00:00Z') })
  vi.resetModules()
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('window', listen)
  vi.stubGlobal('document', { ...listen, hidden: false })
  network.answer = () => done
  network.heard = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what a team says from the road', () => {
  it('waits without signal and leaves in the order in which it happened, with the time of the press', async () => {
    const own = await phone()
    network.answer = () => 'no signal'
    await own.report('en_route')
    await vi.advanceTimersByTimeAsync(600_000)
    await own.report('on_scene')
    expect(own.states()).toEqual(['waiting', 'waiting'])
    network.answer = () => done
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reached()).toEqual(['en_route', 'on_scene'])
    expect(network.heard.map(({ body }) => body.at)).toEqual([
      '2026-11-21T22:00:00.000Z',
      '2026-11-21T22:10:00.000Z',
    ])
    expect(own.states()).toEqual(['sent', 'sent'])
  })

  it('is said again under the same key when the answer got lost', async () => {
    const own = await phone()
    let tries: string[] = []
    network.answer = ({ key }) => {
      tries = [...tries, key]
      return tries.length < 3 ? 'no signal' : done
    }
    await own.report('en_route')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(tries).toHaveLength(3)
    expect(new Set(tries).size).toBe(1)
  })

  it('lets an SOS wait behind nothing', async () => {
    const own = await phone()
    network.answer = () => 'no signal'
    await own.report('en_route')
    await own.sos()
    await vi.advanceTimersByTimeAsync(1_000)
    network.answer = () => done
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reached()).toEqual(['dispatch.sos', 'en_route'])
  })

  it('sends an SOS past a request that hangs', async () => {
    const own = await phone()
    network.answer = ({ action }) => (action === 'dispatch.sos' ? done : 'hangs')
    await own.report('en_route')
    await own.sos()
    await vi.advanceTimersByTimeAsync(100)
    expect(reached()).toEqual(['dispatch.sos'])
    expect(own.states()).toEqual(['waiting', 'sent'])
  })

  it('says what the server would not have, and goes on with the rest', async () => {
    const own = await phone()
    network.answer = ({ body }) => (body.step === 'en_route' ? refused('dispatch_ended') : done)
    await own.report('en_route')
    await own.report('on_scene')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(own.said.get().map((step) => [step.state, step.refusal])).toEqual([
      ['refused', 'dispatch_ended'],
      ['sent', null],
    ])
  })

  it('keeps everything while the session has ended', async () => {
    const own = await phone()
    network.answer = () => ({ status: 401, body: { code: 'not_signed_in', details: {} } })
    await own.report('en_route')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(own.states()).toEqual(['waiting'])
    network.answer = () => done
    await vi.advanceTimersByTimeAsync(60_000)
    expect(own.states()).toEqual(['sent'])
  })
})
