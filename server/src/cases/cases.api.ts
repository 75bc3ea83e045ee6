import type { casesApi } from '@veghe/shared/cases/cases.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { casesBoards } from './cases.boards.ts'
import * as closing from './cases.closing.ts'
import * as persons from './cases.persons.ts'
import { casesReactions } from './cases.reactions.ts'
import * as sending from './cases.sending.ts'
import * as cases from './cases.ts'
import { view } from './cases.view.ts'

export const casesHandlers = {
  'cases.board': (ctx) => cases.board(ctx),
  'cases.view': (ctx, { caseId }) => view(ctx, caseId),
  'cases.open': async (ctx, { contactId }) => {
    const { id, number, version } = await cases.open(ctx, contactId)
    return { caseId: id, number, version }
  },
  'cases.link': (ctx, joined) => cases.link(ctx, joined),
  'cases.addPerson': (ctx, added) => persons.addPerson(ctx, added),
  'cases.changePerson': (ctx, changed) => persons.changePerson(ctx, changed),
  'cases.note': (ctx, written) => cases.note(ctx, written),
  'cases.confirmPlace': (ctx, found) => cases.confirmPlace(ctx, found),
  'cases.raisePriority': (ctx, raised) => cases.raisePriority(ctx, raised),
  'cases.called112': async (ctx, said) => {
    await cases.called112(ctx, said)
    return { recorded: true }
  },
  'cases.sendTeam': (ctx, wanted) => sending.sendTeam(ctx, wanted),
  'cases.close': (ctx, wanted) => closing.close(ctx, wanted),
  'cases.confirmClose': (ctx, seen) => closing.confirmClose(ctx, seen),
} satisfies { [A in keyof typeof casesApi]: Handler<A> }

export const casesChapter: Chapter = {
  name: 'cases',
  handlers: casesHandlers,
  boards: casesBoards,
  reactions: casesReactions,
}
