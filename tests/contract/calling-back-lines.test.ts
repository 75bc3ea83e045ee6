import { conferenceStep, softphoneCalls } from '@veghe/infra/carrier/fixtures.ts'
import { softphoneLeg } from '@veghe/infra/carrier/leg.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, expect, test } from 'vitest'
import { callBackOf, callingBack, dials } from '../support/calling-back.ts'
import { entryOf } from '../support/desk.ts'
import { nobodyWaits } from '../support/line.ts'
import { operator } from '../support/queue.ts'
import { asChild } from '../support/silent-call.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile({ paceMs: 300 })
const { lastTo, owed, reached } = callingBack(here)
beforeEach(() => nobodyWaits(here.world))

/** The network says that somebody came into the conference or left it. */
function moved(
  contactId: ContactId,
  kind: 'join' | 'leave',
  who: { CallSid: string; ParticipantLabel: string },
) {
  const room = { sid: `CF${'1'.repeat(32)}`, name: contactId, accountSid: here.line.accountSid }
  const step = { kind: `participant-${kind}`, sequence: 1, at: here.world.now() }
  const path = `/twilio/conf?contact=${contactId}&county=CJ`
  return here.line.posts({ path, params: conferenceStep(room, step, who) })
}

/** Whoever was called back is asked whether they are in danger. */
async function asked() {
  const all = await reached()
  const { sid } = lastTo(all.child) ?? {}
  const hears = (words: string) =>
    here.network.seen(
      (entry) => entry.what === 'call.heard' && entry.sid === sid && entry.text.includes(words),
      15_000,
    )
  const timesInRoom = () =>
    here.network.journal().filter((entry) => entry.what === 'room.joined' && entry.sid === sid).length
  await all.ana.does('intake.startInterview', { contactId: all.contactId, ...asChild })
  await here.settles()
  await hears('Ești în pericol chiar acum?')
  return { ...all, hears, timesInRoom }
}

test('a child who is called back and cannot speak answers with keys, and comes back to the operator', async () => {
  const { child, ana, contactId, hears, timesInRoom } = await asked()

  await here.network.press({ phone: child }, '1')
  await hears('Ești acasă?')
  await ana.does('intake.stopInterview', { contactId })
  await here.settles()

  await here.network.seen(() => timesInRoom() === 2)
  expect((await ana.asks('triage.assessment', { contactId })).answers).toMatchObject({ danger_now: 'yes' })
})

test('a child who is called back and hangs up between two questions has said what they said', async () => {
  const { child, ana, contactId } = await asked()

  await here.network.hangUp({ phone: child })
  await here.settles()

  expect(await ana.asks('triage.interview', { contactId })).toMatchObject({
    ...{ state: 'ended', ending: 'hung_up' },
  })
})

test('whose own call was closed a moment ago is called back once that call is over, and not before', async () => {
  const { sid } = await here.network.placeCall({ from: here.someone() })
  await here.world.settle()
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  if (!contactId) throw new Error('Nobody was served.')
  await here.settles()
  await ana.does('triage.dispose', { contactId, disposition: 'Z-01' })
  const { id: callBackId, version } = await callBackOf(ana, contactId)

  const early = await ana.tries('intake.dialCallBack', { callBackId, version })
  await here.world.pass('13s')
  await here.network.seen(
    (entry) => entry.what === 'call.status' && entry.status === 'completed' && entry.sid === sid,
  )
  await here.settles()

  expect(early.outcome).toBe('line_still_up')
  await dials(ana, contactId)
  await ana.does('queue.stopCallBack', { callBackId })
})

test('nobody is kept from being called because the end of their own call was never told', async () => {
  await here.line.posts(here.line.arrival(here.line.call(here.someone())))
  const ana = await operator(here.world)
  const { contactId } = await ana.does('queue.next', {})
  if (!contactId) throw new Error('Nobody was served.')
  await ana.does('triage.dispose', { contactId, disposition: 'Z-01' })

  await here.world.pass('25s')

  await dials(ana, contactId)
  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
})

test('what is told late of the call that the child once made does not end the one that called them back', async () => {
  const { child, ana, contactId } = await reached()
  const CallSid = here.network.phone(child).calls.find(({ direction }) => direction === 'inbound')?.sid ?? ''

  await moved(contactId, 'leave', { CallSid, ParticipantLabel: 'caller' })

  expect(await entryOf(ana, contactId)).toMatchObject({ state: 'held', live: true })
})

test('a desk that left before it was told to have come in, and a line that is not the desk’s, dial nobody', async () => {
  const { child, ana, contactId } = await owed()
  await dials(ana, contactId)
  const { account } = here.network
  const leg = softphoneLeg(account, { identity: `${ana.actor.county}_${ana.staffId.replaceAll('-', '')}` })
  const said = { application: account.twimlAppSid, params: { conf: contactId } }
  await here.line.posts({ path: '/twilio/client', params: softphoneCalls(leg, said) })
  const own = { CallSid: leg.sid, ParticipantLabel: 'operator' }

  await moved(contactId, 'join', { ...own, CallSid: `CA${'2'.repeat(32)}` })
  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'joining' })
  await moved(contactId, 'leave', own)
  await moved(contactId, 'join', own)
  await here.settles()

  expect((await callBackOf(ana, contactId)).call).toMatchObject({ state: 'joining' })
  expect(lastTo(child)).toBeUndefined()
  await ana.does('queue.stopCallBack', { callBackId: (await callBackOf(ana, contactId)).id })
})
