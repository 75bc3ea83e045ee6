import { createHash } from 'node:crypto'
import { LookReason } from '@veghe/shared/intake/intake.codes.ts'
import { newId } from '@veghe/shared/kernel/ids.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { attachmentsIn } from '../contract/attachments.support.ts'
import { bodiesOf, factsAbout } from '../support/desk.ts'
import { aPicture, picture } from '../support/pictures.ts'
import { everybodyIsDone } from '../support/queue.ts'
import { networkForThisFile } from '../support/this-file.ts'

const here = networkForThisFile()
const { taken } = attachmentsIn(here)
beforeEach(() => everybodyIsDone(here.world))

/** A picture in the hands of an operator. */
async function held() {
  const { ana, contactId, beside } = await taken([aPicture()])
  const [{ id: attachmentId } = { id: '' }] = await beside()
  const which = { contactId, attachmentId }
  const looks = async () => bodiesOf(await factsAbout(here.world, contactId), 'intake.attachmentSeen')
  return { ana, contactId, attachmentId, which, looks }
}

describe('what a caller sent', () => {
  test.each(LookReason.options)('is shown for a reason (%s), and each look is a fact', async (reason) => {
    const { ana, which, looks, attachmentId } = await held()

    const shown = await ana.asks('intake.attachment', { ...which, reason })
    await ana.asks('intake.attachment', { ...which, reason })

    const sha256 = createHash('sha256').update(picture()).digest('hex')
    expect(shown).toEqual({ type: 'png', content: picture().toString('base64'), sha256 })
    const look = { attachment: attachmentId, reason }
    expect(await looks()).toEqual([look, look])
  })

  test('is shown to nobody without a reason, nor for one that is none of those', async () => {
    const { ana, which, looks } = await held()
    const tries = async (more: object) => {
      const response = await fetch(`${here.world.url}/api/intake.attachment`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...ana.headers },
        body: JSON.stringify({ ...which, ...more }),
      })
      const body: { code?: string } = await response.json()
      return [response.status, body.code, response.headers.get('cache-control')]
    }

    expect((await tries({})).slice(0, 2)).toEqual([400, 'bad_input'])
    expect((await tries({ reason: 'curious' })).slice(0, 2)).toEqual([400, 'bad_input'])
    expect(await looks()).toEqual([])
    expect(await tries({ reason: 'for_case' })).toEqual([200, undefined, 'no-store'])
  })

  test('is seen by no operator but the one who has the contact in hand, and by the duty officer', async () => {
    const { ana, contactId, which, looks } = await held()
    const ben = await here.world.signIn('operator')
    const look = { ...which, reason: 'danger_now' } as const
    expect((await ben.tries('intake.attachment', look)).outcome).toBe('not_found')

    await ana.does('queue.release', { contactId, reason: 'technical' })

    expect((await ana.tries('intake.attachment', look)).outcome).toBe('not_holder')
    expect(await looks()).toEqual([])
    const officer = await here.world.signIn('duty_officer')
    expect((await officer.tries('intake.attachment', look)).outcome).toBe('done')
    expect(await looks()).toHaveLength(1)
  })

  test('does not exist for another county, nor beside another contact', async () => {
    const { which, looks } = await held()
    const look = { ...which, reason: 'police_request' } as const
    const stranger = await here.world.signIn('duty_officer', { county: 'BN' })
    expect((await stranger.tries('intake.attachment', look)).outcome).toBe('not_found')

    await everybodyIsDone(here.world)
    const other = await held()
    const crossed = { ...look, contactId: other.contactId }

    expect((await other.ana.tries('intake.attachment', crossed)).outcome).toBe('no_attachment')
    const unknown = { ...look, contactId: other.contactId, attachmentId: newId<string>() }
    expect((await other.ana.tries('intake.attachment', unknown)).outcome).toBe('no_attachment')
    expect(await looks()).toEqual([])
  })

  test('is told of in the thread in words alone', async () => {
    const { ana, contactId } = await held()

    const view = JSON.stringify(await ana.asks('intake.contact', { contactId }))

    expect(view).not.toContain(picture().toString('base64').slice(0, 20))
    expect(view).not.toMatch(/ME[0-9a-f]{32}|twilio/)
  })
})
