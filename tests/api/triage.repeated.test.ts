import type { CaseId } from '@veghe/shared/kernel/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type World } from '../support/app.ts'
import { atWork, deskChapters } from '../support/desk.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ chapters: deskChapters })
})
afterAll(() => world.stop())

/** Somebody reports an ordinary worry, and the operator joins it to the case if there is one. */
async function reported(number: string, caseId?: CaseId) {
  const { operator, contactId } = await atWork(world, { number })
  await operator.does('triage.answer', { contactId, answers: { contact_kind: 'concern' } })
  const before = await operator.asks('triage.assessment', { contactId })
  const joined = caseId
    ? await operator.does('cases.link', { contactId, caseId })
    : await operator.does('cases.open', { contactId })
  const after = await operator.asks('triage.assessment', { contactId })
  return { caseId: joined.caseId, before, after, operator }
}

test('a second person who reports the same child raises the class by one, and the screen can say why', async () => {
  const first = await reported('+40700000401')
  const second = await reported('+40700000402', first.caseId)

  expect(first.after).toMatchObject({ inForce: 'P3' })
  expect(second.before).toMatchObject({ inForce: 'P3' })
  expect(second.after).toMatchObject({ inForce: 'P2', answers: { repeat_reports: 2 } })
  expect(second.after.reasons.map(({ id }) => id)).toContain('U03')
  const board = await second.operator.asks('cases.board', {})
  expect(board.find(({ id }) => id === first.caseId)).toMatchObject({ priority: 'P2' })
})

test('the same person again raises nothing', async () => {
  const first = await reported('+40700000403')
  const again = await reported('+40700000403', first.caseId)

  expect(again.after).toMatchObject({ inForce: 'P3' })
})
