import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openIdentity } from '@veghe/server/identity/open.ts'
import { reportingChapter } from '@veghe/server/reporting/reporting.api.ts'
import { type Action, actions, api } from '@veghe/shared/api.ts'
import { roles } from '@veghe/shared/identity/identity.codes.ts'
import { CountyCode } from '@veghe/shared/kernel/ids.ts'
import { mayDo, permissions } from '@veghe/shared/permissions.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from './support/app.ts'
import { deskChapters } from './support/desk.ts'

let world: World
let close: () => Promise<void>
beforeAll(async () => {
  const beside = await startWorld()
  const dataDir = join(tmpdir(), `veghe-test-${randomUUID()}`)
  const identity = openIdentity({ ...beside.server.config, dataDir }, beside.now)
  world = await startWorld({ chapters: [identity.chapter, ...deskChapters, reportingChapter], beside })
  close = async () => {
    await world.stop()
    await identity.close()
    await beside.stop()
  }
})
afterAll(() => close())

/** Whatever is asked, an empty question reaches the permission check before it reaches anything else. */
const knock = async (action: Action, headers: Readonly<Record<string, string>>) => {
  const response = await fetch(`${world.url}/api/${action}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...headers,
      ...(api[action].kind === 'command' ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: '{}',
  })
  const body: unknown = await response.json()
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'answered'
}

describe.each(roles)('a %s', (role) => {
  test('is refused exactly where the table gives no right', async () => {
    const person = await world.signIn(role)
    const refused: Action[] = []
    for (const action of actions)
      if ((await knock(action, person.headers)) === 'not_allowed') refused.push(action)
    expect(refused).toEqual(actions.filter((action) => mayDo([role], action) === null))
  })
})

test('a stranger without a session is let in nowhere', async () => {
  const answers = await Promise.all(actions.map((action) => knock(action, {})))
  expect(new Set(answers)).toEqual(new Set(['not_signed_in']))
})

test('a key does only the actions it was made for', async () => {
  const program = await world.program(['directory.counties'])
  for (const action of actions) {
    const answer = await knock(action, program.headers)
    expect([action, answer === 'not_allowed']).toEqual([action, action !== 'directory.counties'])
  }
})

test('the administrator has no right to any contact or case, and the coordinator to figures only', () => {
  const rightsOf = (role: 'administrator' | 'coordinator') =>
    actions.filter((action) => role in permissions[action]).map((action) => action.split('.')[0])
  expect(new Set(rightsOf('administrator'))).toEqual(new Set(['identity', 'directory']))
  expect(new Set(rightsOf('coordinator'))).toEqual(new Set(['identity', 'directory', 'reporting']))
})

test('what a stranger from another county names does not exist', async () => {
  const county = CountyCode.parse('BN')
  const stranger = await world.signIn(['operator', 'duty_officer', 'responder', 'manager'], { county })
  const nobody = randomUUID()
  const asked = { contactId: nobody, caseId: nobody, dispatchId: nobody }
  expect(await stranger.tries('intake.contact', asked)).toMatchObject({ outcome: 'not_found' })
  expect(await stranger.tries('cases.view', asked)).toMatchObject({ outcome: 'not_found' })
  expect(await stranger.asks('queue.board', {})).toEqual([])
})
