import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { act, unsent } from './commands.ts'

/** The network between this page and the server: up, down, or losing the answer on its way back. */
function network() {
  const seen: { key: string; action: string }[] = []
  const answer = { state: 'up' as 'up' | 'down' | 'deaf' }
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    if (answer.state === 'down') throw new TypeError('Failed to fetch')
    seen.push({ key: new Headers(init.headers).get('Idempotency-Key') ?? '', action: address.slice(5) })
    if (answer.state === 'deaf') throw new TypeError('Failed to fetch')
    const contactId = '01999999-0000-7000-8000-000000000001'
    return Response.json({ contactId, version: 2 })
  })
  return { seen, answer }
}

const note = (text: string) =>
  act('intake.noteHeard', { contactId: '01999999-0000-7000-8000-000000000001', text }, { patience: 'keep' })

describe('what is sent while the line fails', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  test('what waited is sent once the line is back, in its order, and counted', async () => {
    const { seen, answer } = network()
    answer.state = 'down'
    const both = Promise.all([note('prima'), note('a doua')])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(unsent.get().waiting).toBe(2)

    answer.state = 'up'
    await vi.advanceTimersByTimeAsync(11_000)
    await both
    expect(unsent.get()).toEqual({ waiting: 0, sent: 2, refused: 0 })
    expect(new Set(seen.map((each) => each.key)).size).toBe(2)
  })

  test('a command whose answer was lost is repeated under the same key', async () => {
    const { seen, answer } = network()
    answer.state = 'deaf'
    const sent = note('o dată')
    await vi.advanceTimersByTimeAsync(100)
    answer.state = 'up'
    await vi.advanceTimersByTimeAsync(11_000)
    await sent
    expect(seen.length).toBeGreaterThan(1)
    expect(new Set(seen.map((each) => each.key)).size).toBe(1)
  })

  test('what is only right at this moment is refused after a few seconds', async () => {
    network().answer.state = 'down'
    const served = act('queue.next', {}).catch((refused: Error) => refused.message)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await served).toBe('unavailable')
  })
})
