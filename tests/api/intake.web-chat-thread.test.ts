import { beforeEach, describe, expect, test } from 'vitest'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { worldForThisFile } from '../support/this-file.ts'
import { chatsOf } from '../support/web-chat.ts'

const here = worldForThisFile()
const { page, theEntry, inHand } = chatsOf(here)
beforeEach(async () => {
  await nobodyWaits(here.world)
  await here.world.pass('1m')
})

describe('an answer to the public page', () => {
  test('stands there at the next look; sent until then, then delivered, and never less', async () => {
    const { child, contactId, answers, statuses } = await inHand()
    expect(await child.looksAgain()).toMatchObject({ state: 'answered', lines: null })

    expect(await answers('Te citesc. Ești în siguranţă?')).toBe('done')
    expect(await statuses()).toEqual(['sent'])
    const { lines } = await child.looksAgain()
    const ours = lines?.at(-1)
    expect(ours).toMatchObject({ key: null, text: 'Te citesc. Ești în siguranță?' })
    expect(await statuses()).toEqual(['sent'])

    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    const told = bodiesOf(await factsAbout(here.world, contactId), 'intake.messageStatusChanged')
    expect(told).toEqual([{ messageId: ours?.id, status: 'delivered' }])
  })

  test('is seen by nobody without the secret, and nobody else can say that it was', async () => {
    const { child, contactId, answers, statuses } = await inHand()
    await answers('Sunt aici.')
    const ours = (await child.looks()).lines?.at(-1)
    const stranger = page()

    expect(await stranger.looks([ours?.id ?? ''])).toMatchObject({ state: 'none', lines: [] })
    await stranger.leaves()
    expect(await statuses()).toEqual(['sent'])
    expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.chatLeft')).toEqual([])
    expect((await child.looks()).lines).toHaveLength(2)
  })

  test('is told to the operator’s screen as it moves', async () => {
    const { child, ana, contactId, answers } = await inHand()
    await answers('Sunt aici.')
    const screen = await ana.listens()
    const before = (await ana.asks('intake.contact', { contactId })).version
    const ours = (await child.looks()).lines?.at(-1)

    await child.looks([ours?.id ?? ''])

    await screen.hears('contact.changed', ({ id, version }) => id === contactId && version > before)
  })

  test('that does not come within five minutes sends the thread to somebody else, as with every text', async () => {
    const { child, contactId } = await inHand()

    await child.stays(290)
    expect(await theEntry()).toMatchObject({ state: 'held' })
    await child.stays(20)

    expect(await theEntry()).toMatchObject({ state: 'waiting', holder: null })
    expect(bodiesOf(await factsAbout(here.world, contactId), 'queue.returned')).toMatchObject([
      { cause: 'silence' },
    ])
    expect((await child.looksAgain()).state).toBe('waiting')
  })

  test('may be a question to be answered with a yes or a no', async () => {
    const { child, ana, contactId } = await inHand('nu pot vorbi')
    await ana.does('intake.startInterview', { contactId, language: 'ro', wording: 'child' })
    expect((await child.looks()).lines?.at(-1)?.text).toContain('Ești în pericol chiar acum?')
    await here.world.pass('1s')

    const { lines } = await child.writes('Da')

    expect(await ana.asks('triage.assessment', { contactId })).toMatchObject({
      answers: { danger_now: 'yes' },
    })
    expect(lines?.map(({ key }) => key === null)).toEqual([false, true, false, true])
  })
})

describe('a page that is left', () => {
  test('for good keeps its contact in the hands it is in, which can send nothing there any more', async () => {
    const { child, ana, contactId, view, answers } = await inHand()
    await child.leaves('quick_exit')

    expect((await view()).webChat).toMatchObject({ leaving: 'quick_exit', leftAt: here.world.now() })
    expect(await answers('Ești acolo?')).toBe('chat_left')
    expect(bodiesOf(await factsAbout(here.world, contactId), 'intake.chatLeft')).toEqual([
      { leaving: 'quick_exit' },
    ])
    // Nobody waits for an answer that nobody could give.
    await here.world.pass('10m')
    expect(await theEntry()).toMatchObject({ state: 'held', holder: { staffId: ana.staffId } })
  })

  test('before anybody answered leaves the contact where it stands, for a person to end', async () => {
    const child = page()
    await child.writes('mi-e frică')
    await child.leaves('closed')

    await here.world.pass('1h')

    expect(await theEntry()).toMatchObject({ state: 'waiting', opening: 'mi-e frică' })
  })

  test('while a text of theirs was on its way still brings that text, once', async () => {
    const { child, view } = await inHand()
    await child.leaves('quick_exit')
    await here.world.pass('1s')
    await child.writes('vine')

    const { messages, returnsAt } = await view()
    expect(messages.map(({ text }) => text)).toEqual(['alo', 'vine'])
    expect(returnsAt).toBeNull()
  })

  test('without a word is shown as gone, can be written to, and has it when it comes back', async () => {
    const { child, view, answers, statuses } = await inHand()
    const { webChat } = await view()
    expect(webChat).toMatchObject({ goneAt: null, leftAt: null })

    await here.world.pass('45s')
    expect((await view()).webChat?.goneAt).not.toBeNull()
    expect(await answers('Te aștept.')).toBe('done')
    expect(await statuses()).toEqual(['sent'])

    const ours = (await child.looks()).lines?.at(-1)
    await child.looks([ours?.id ?? ''])
    expect(await statuses()).toEqual(['delivered'])
    expect((await view()).webChat?.goneAt).toBeNull()
  })
})

describe('a chat that was ended', () => {
  test('says so, and whoever writes again begins anew, with what was said before still there', async () => {
    const { child, contactId, answers } = await inHand()
    await answers('Ai făcut bine că ai scris.')
    await nobodyWaits(here.world)
    expect((await child.looks()).state).toBe('ended')
    await here.world.pass('1s')

    const { state, lines } = await child.writes('încă ceva')

    expect(state).toBe('waiting')
    expect(lines?.map(({ text }) => text)).toEqual(['alo', 'Ai făcut bine că ai scris.', 'încă ceva'])
    expect((await theEntry())?.id).not.toBe(contactId)
  })
})
