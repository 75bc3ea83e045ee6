import type { queueApi } from '@veghe/shared/queue/queue.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { askOnlyWhile, listenToIntents } from '../telephony/telephony.intents.ts'
import { attempt } from './attempts.ts'
import * as callBacks from './call-backs.ts'
import * as callingBack from './calling-back.ts'
import * as consulting from './consulting.ts'
import { markSafe } from './marks.ts'
import * as moving from './moving.ts'
import * as operators from './operators.ts'
import { relays } from './order.ts'
import * as presence from './presence.ts'
import { board, queueBoards } from './queue.boards.ts'
import { queueJobs, queueSweeps } from './queue.jobs.ts'
import { queueReactions } from './queue.reactions.ts'
import { callEnded } from './queue.ts'
import { queueWebhooks } from './queue.webhooks.ts'
import * as safeContact from './safe-contact.ts'
import * as serving from './serving.ts'
import * as supervising from './supervising.ts'
import * as telephone from './telephone.ts'
import * as voice from './voice.ts'
import { wrongPerson } from './wrong-person.ts'

export const queueHandlers = {
  'queue.board': { alike: (ctx) => board(ctx) },
  'queue.next': {
    before: serving.propose,
    run: (ctx, _input, found) => serving.next(ctx, found),
    undo: serving.withdraw,
  },
  'queue.release': (ctx, asked) => moving.release(ctx, asked),
  'queue.reassign': (ctx, asked) => moving.reassign(ctx, asked),
  'queue.joinCall': voice.joinCall,
  'queue.lineToken': telephone.lineToken,
  'queue.holdCall': voice.holdCall,
  'queue.pauseRecording': voice.pause,
  'queue.tellOfRecording': voice.tell,
  'queue.superviseCall': supervising.superviseCall,
  'queue.leaveCall': supervising.leaveCall,
  'queue.consult': (ctx, asked) => consulting.consult(ctx, asked),
  'queue.acceptConsult': consulting.acceptConsult,
  'queue.leaveConsult': (ctx, asked) => consulting.leaveConsult(ctx, asked),
  'queue.endConsult': consulting.endConsult,
  'queue.handOver': consulting.handOver,
  'queue.operators': { alike: (ctx) => operators.operators(ctx) },
  'queue.setStatus': (ctx, { status }) => operators.setStatus(ctx, status),
  'queue.callBacks': { alike: (ctx) => callBacks.callBacks(ctx) },
  'queue.attemptCallBack': (ctx, asked) => attempt(ctx, asked),
  'queue.stopCallBack': (ctx, asked) => callingBack.stopCallBack(ctx, asked),
  'queue.wrongPerson': (ctx, asked) => wrongPerson(ctx, asked),
  'queue.markCallBackSafe': (ctx, asked) => markSafe(ctx, asked),
  'queue.closeCallBack': (ctx, asked) => callBacks.giveUp(ctx, asked),
  'queue.safeContact': (ctx, asked) => safeContact.safeContact(ctx, asked),
  'queue.setSafeContact': (ctx, asked) => safeContact.setSafeContact(ctx, asked),
} satisfies { [A in keyof typeof queueApi]: Handler<A> }

listenToIntents('queue.callBack', async (ctx, news) => {
  const left = await callingBack.callBackMoved(ctx, news)
  if (left) await callEnded(ctx, left)
})
askOnlyWhile('queue.callBack', callingBack.isAwaited)

export const queueChapter: Chapter = {
  name: 'queue',
  handlers: queueHandlers,
  boards: queueBoards,
  jobs: [...queueJobs, ...callingBack.callingBackJobs],
  reactions: queueReactions,
  sweeps: queueSweeps,
  webhooks: queueWebhooks,
  relays,
  present: presence.present,
  left: presence.left,
  stop: presence.stop,
}
