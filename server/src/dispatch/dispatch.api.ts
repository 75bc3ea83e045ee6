import type { dispatchApi } from '@veghe/shared/dispatch/dispatch.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { dispatchBoards } from './dispatch.boards.ts'
import { dispatchReactions } from './dispatch.reactions.ts'
import * as dispatch from './dispatch.ts'
import * as entries from './entries.ts'
import * as steps from './steps.ts'

const handlers = {
  'dispatch.board': (ctx) => entries.board(ctx),
  'dispatch.mine': (ctx) => entries.mine(ctx),
  'dispatch.reassign': (ctx, asked) => dispatch.reassign(ctx, asked),
  'dispatch.cancel': (ctx, asked) => dispatch.cancel(ctx, asked),
  'dispatch.report': (ctx, told) => steps.report(ctx, told),
  'dispatch.childSafe': (ctx, told) => steps.childSafe(ctx, told),
  'dispatch.sos': async (ctx, told) => {
    await steps.sos(ctx, told)
    return { raised: true }
  },
} satisfies { [A in keyof typeof dispatchApi]: Handler<A> }

export const dispatchChapter: Chapter = {
  name: 'dispatch',
  handlers,
  boards: dispatchBoards,
  reactions: dispatchReactions,
}
