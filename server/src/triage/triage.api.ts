import type { triageApi } from '@veghe/shared/triage/triage.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { interview } from './interview.view.ts'
import { triageBoards } from './triage.boards.ts'
import * as ending from './triage.ending.ts'
import * as lowering from './triage.lowering.ts'
import { landProtocol } from './triage.protocols.ts'
import { triageReactions } from './triage.reactions.ts'
import * as triage from './triage.ts'
import * as view from './triage.view.ts'
import { triageWebhooks } from './triage.webhooks.ts'

export const triageHandlers = {
  'triage.protocol': (ctx, { version }) => triage.protocol(ctx, version ?? null),
  'triage.categories': (ctx, { version }) => triage.categories(ctx, version ?? null),
  'triage.assessment': (ctx, { contactId }) => triage.assessment(ctx, contactId),
  'triage.answer': (ctx, given) => triage.answer(ctx, given),
  'triage.setPriority': (ctx, wanted) => triage.setPriority(ctx, wanted),
  'triage.interview': (ctx, { contactId }) => interview(ctx, contactId),
  'triage.proposals': (ctx) => view.proposals(ctx),
  'triage.confirmLowering': (ctx, decision) => lowering.confirmLowering(ctx, decision),
  'triage.refuseLowering': (ctx, decision) => lowering.refuseLowering(ctx, decision),
  'triage.dispose': (ctx, wanted) => ending.dispose(ctx, wanted),
  'triage.undoDispose': (ctx, { contactId }) => ending.undoDispose(ctx, contactId),
  'triage.secondLooks': (ctx) => view.secondLooks(ctx),
  'triage.look': (ctx, verdict) => ending.look(ctx, verdict),
  'triage.finish': (ctx, wanted) => ending.finish(ctx, wanted),
} satisfies { [A in keyof typeof triageApi]: Handler<A> }

export const triageChapter: Chapter = {
  name: 'triage',
  handlers: triageHandlers,
  boards: triageBoards,
  reactions: triageReactions,
  webhooks: triageWebhooks,
  start: (world) => world.transact({ kind: 'system' }, landProtocol),
}
