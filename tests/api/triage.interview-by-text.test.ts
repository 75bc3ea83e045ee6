import { beforeEach, describe, expect, test } from 'vitest'
import { atWork, deskChapters } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { worldForThisFile } from '../support/this-file.ts'

const here = worldForThisFile({ chapters: deskChapters })
beforeEach(() => nobodyWaits(here.world))

const asChild = { language: 'ro', wording: 'child' } as const

describe('a caller who writes and cannot speak', () => {
  /** Texts of ours to this contact, in the order in which they left. */
  async function silentThread() {
    const from = here.someone()
    await here.line.posts(here.line.message(here.line.text(from, 'nu pot vorbi')))
    const ana = await operator(here.world)
    const { contactId } = await ana.does('queue.next', {})
    return {
      ...{ from, ana, contactId },
      writes: (text: string) => {
        here.world.at(new Date(here.world.now().getTime() + 1_000).toISOString())
        return here.line.posts(here.line.message(here.line.text(from, text)))
      },
      sent: async () => {
        const { messages } = await ana.asks('intake.contact', { contactId })
        return messages.filter(({ direction }) => direction === 'out').map(({ text }) => text)
      },
      interview: () => ana.asks('triage.interview', { contactId }),
      assessment: () => ana.asks('triage.assessment', { contactId }),
    }
  }

  test('the question goes out as a short text, and a 1 or a „da” fills the answer and brings the next', async () => {
    const { ana, contactId, writes, sent, assessment, interview } = await silentThread()

    await ana.does('intake.startInterview', { contactId, ...asChild })
    expect(await sent()).toEqual([
      'Ești în pericol chiar acum? Răspunde 1 pentru da, 2 pentru nu, 3 dacă nu știi.',
    ])
    await writes('Da')

    expect(await assessment()).toMatchObject({ answers: { danger_now: 'yes' }, inForce: 'P1' })
    expect(await sent()).toHaveLength(2)
    const { messages } = await ana.asks('intake.contact', { contactId })
    expect(messages.map(({ direction }) => direction)).toEqual(['in', 'out', 'in', 'out'])
    await writes('2')
    expect((await sent()).at(-1)).toContain('Te aude cineva acum?')
    expect(await interview()).toMatchObject({
      way: 'text',
      asked: [{ meaning: 'yes' }, { meaning: 'no' }, {}],
    })
  })

  test('a text that says more is left for the operator, and brings no further question', async () => {
    const { ana, contactId, writes, sent, interview } = await silentThread()
    await ana.does('intake.startInterview', { contactId, ...asChild })

    await writes('nu mă lasă să ies')

    expect(await sent()).toHaveLength(1)
    expect(await interview()).toMatchObject({ turn: 1, asked: [{ meaning: null }] })
  })

  test('the same text told of twice is one answer, and after the stop a digit is only a text', async () => {
    const { from, ana, contactId, sent, interview, writes } = await silentThread()
    await ana.does('intake.startInterview', { contactId, ...asChild })
    const text = here.line.message(here.line.text(from, '1'))

    for (let times = 0; times < 3; times++) await here.line.posts(text)
    expect(await interview()).toMatchObject({ turn: 2 })

    await ana.does('intake.stopInterview', { contactId })
    await writes('1')
    expect(await sent()).toHaveLength(2)
    expect(await interview()).toMatchObject({ state: 'ended', ending: 'stopped', turn: 2 })
  })

  test('a report at the counter has nobody to ask', async () => {
    const { operator: ana, contactId } = await atWork(here.world)

    expect((await ana.tries('intake.startInterview', { contactId, ...asChild })).outcome).toBe('no_number')
  })
})
