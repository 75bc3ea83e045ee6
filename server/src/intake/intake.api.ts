import type { intakeApi } from '@veghe/shared/intake/intake.contract.ts'
import { hours, seconds } from '@veghe/shared/kernel/time.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import { listenToIntents } from '../telephony/telephony.intents.ts'
import { brief } from './briefs.ts'
import { attendCalls, endLostCalls, leaveCalls } from './browser-calls.ts'
import { browserCallRoutes } from './browser-calls.webhooks.ts'
import { dialCallBack } from './call-backs.ts'
import { catchUpWithCarrier } from './catch-up.ts'
import { contact } from './contact.view.ts'
import { callerMoved, replyMoved } from './endings.ts'
import { forgetOld } from './forgetting.ts'
import { recording, voiceMessage } from './hearing.ts'
import { intakeBoards } from './intake.boards.ts'
import { endLine, showAgain } from './intake.jobs.ts'
import { intakeReactions } from './intake.reactions.ts'
import * as intake from './intake.ts'
import { intakeWebhooks } from './intake.webhooks.ts'
import { askInterview, interviewMoved, startInterview, stopInterview } from './interview.ts'
import { noteLostPages } from './web-chats.ts'
import { webChatRoutes } from './web-chats.webhooks.ts'

export const intakeHandlers = {
  'intake.contact': (ctx, asked) => contact(ctx, asked),
  'intake.brief': (ctx, asked) => brief(ctx, asked),
  'intake.suggestCases': (ctx, asked) => intake.suggestCases(ctx, asked),
  'intake.enter': (ctx, asked) => intake.enter(ctx, asked),
  'intake.saveForm': (ctx, asked) => intake.saveForm(ctx, asked),
  'intake.noteHeard': (ctx, asked) => intake.noteHeard(ctx, asked),
  'intake.confirmPlace': (ctx, asked) => intake.confirmPlace(ctx, asked),
  'intake.reply': (ctx, asked) => intake.reply(ctx, asked),
  'intake.hangUp': (ctx, asked) => intake.hangUp(ctx, asked),
  'intake.recording': (ctx, asked) => recording(ctx, asked),
  'intake.voiceMessage': (ctx, asked) => voiceMessage(ctx, asked),
  'intake.attachment': (ctx, asked) => intake.attachment(ctx, asked),
  'intake.startInterview': startInterview,
  'intake.askInterview': askInterview,
  'intake.stopInterview': stopInterview,
  'intake.dialCallBack': {
    before: async ({ config }) => config,
    run: dialCallBack,
    undo: async () => {},
  },
  'intake.showNumber': (ctx, asked) => intake.showNumber(ctx, asked),
} satisfies { [A in keyof typeof intakeApi]: Handler<A> }

listenToIntents('intake.reply', replyMoved)
listenToIntents('intake.interview', interviewMoved)
listenToIntents('queue.connect', callerMoved)

export const intakeChapter: Chapter = {
  name: 'intake',
  handlers: intakeHandlers,
  boards: intakeBoards,
  jobs: [endLine, showAgain],
  reactions: intakeReactions,
  sweeps: [
    { name: 'intake.catchUp', everyMs: seconds(3), run: catchUpWithCarrier },
    // The first round comes after this time too, and few processes live for long.
    { name: 'intake.forget', everyMs: hours(1), run: forgetOld },
    { name: 'intake.endLostCalls', everyMs: seconds(5), run: endLostCalls },
    { name: 'intake.noteLostPages', everyMs: seconds(5), run: noteLostPages },
  ],
  webhooks: (world) => intakeWebhooks(world).use(browserCallRoutes(world)).use(webChatRoutes(world)),
  start: async (world) => attendCalls(world),
  stop: async (world) => leaveCalls(world),
}
