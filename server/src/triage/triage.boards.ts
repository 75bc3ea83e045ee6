import { AssessmentId, ContactId } from '@veghe/shared/kernel/ids.ts'
import type { Board } from '../platform/chapter.ts'
import { interviewBoard } from './interview.view.ts'
import { holdersOf } from './triage.change.ts'
import * as store from './triage.store.ts'
import { assessmentOf, proposalOf, proposalStamps, secondLookOf, secondLookStamps } from './triage.view.ts'

const assessmentBoard: Board<'assessment.changed'> = {
  push: 'assessment.changed',
  read: async (ctx, id) => {
    const row = await store.findAssessmentById(ctx, AssessmentId.parse(id))
    return row && { body: await assessmentOf(ctx, row), to: await holdersOf(ctx, row.contactId) }
  },
}

const proposalBoard: Board<'proposal.changed'> = {
  push: 'proposal.changed',
  read: async (ctx, id) => {
    const contactId = ContactId.parse(id)
    const proposal = await store.findProposal(ctx, contactId)
    const assessment = await store.findAssessment(ctx, contactId)
    return proposal && assessment && { body: await proposalOf(ctx, { proposal, assessment }) }
  },
  stamps: proposalStamps,
}

const secondLookBoard: Board<'secondLook.changed'> = {
  push: 'secondLook.changed',
  read: async (ctx, id) => {
    const contactId = ContactId.parse(id)
    const look = await store.findSecondLook(ctx, contactId)
    const assessment = await store.findAssessment(ctx, contactId)
    return look && assessment && { body: await secondLookOf(ctx, { look, assessment }) }
  },
  stamps: secondLookStamps,
}

export const triageBoards: readonly Board[] = [
  assessmentBoard,
  interviewBoard,
  proposalBoard,
  secondLookBoard,
]
