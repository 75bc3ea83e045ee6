import type { oncallApi } from '@veghe/shared/oncall/oncall.contract.ts'
import { personIn } from '../identity/identity.ts'
import type { Chapter, Handler, World } from '../platform/chapter.ts'
import { openMaster } from '../platform/crypto/master.ts'
import * as alarms from './alarms.ts'
import * as ladder from './ladder.ts'
import { oncallBoards } from './oncall.boards.ts'
import { oncallJobs } from './oncall.jobs.ts'
import * as oncall from './oncall.ts'
import { oncallWebhooks } from './oncall.webhooks.ts'
import { pushKeys } from './push.ts'
import * as teams from './teams.ts'

/** Set when the process starts: the key is the installation's, not a request's. */
let publicKey = ''

const handlers = {
  'oncall.now': (ctx) => teams.onCallNow(ctx),
  'oncall.teams': (ctx) => teams.board(ctx),
  'oncall.ladders': (ctx) => ladder.board(ctx),
  'oncall.acknowledge': (ctx, { dispatchId, at }) =>
    ladder.acknowledge(ctx, dispatchId, { staffId: personIn(ctx).staffId, at }),
  'oncall.decline': (ctx, { dispatchId, reason }) =>
    ladder.decline(ctx, dispatchId, { staffId: personIn(ctx).staffId, reason }),
  'oncall.seen': async (ctx, { dispatchId }) => {
    await oncall.seen(ctx, dispatchId)
    return { seen: true }
  },
  'oncall.setStatus': (ctx, { teamId, status }) => teams.chooseStatus(ctx, teamId, status),
  'oncall.addDevice': async (ctx, subscription) => {
    await oncall.addDevice(ctx, subscription)
    return { added: true }
  },
  'oncall.pushKey': async () => ({ publicKey }),
  'oncall.alarms': (ctx) => alarms.board(ctx),
  'oncall.acknowledgeAlarm': (ctx, { alarmId }) => alarms.acknowledgeAlarm(ctx, alarmId),
  'oncall.endAlarm': (ctx, { alarmId, version }) => alarms.endAlarm(ctx, alarmId, version),
} satisfies { [A in keyof typeof oncallApi]: Handler<A> }

export const oncallChapter: Chapter = {
  name: 'oncall',
  handlers,
  boards: oncallBoards,
  jobs: oncallJobs,
  webhooks: oncallWebhooks,
  start: async (world: World) => {
    publicKey = pushKeys(openMaster(world.config.masterKey).derive('push')).publicKey
  },
}
