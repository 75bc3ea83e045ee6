import { AlarmId, type CountyCode, DispatchId, TeamId } from '@veghe/shared/kernel/ids.ts'
import type { Board } from '../platform/chapter.ts'
import * as alarmStore from './alarms.store.ts'
import * as alarms from './alarms.ts'
import * as ladderStore from './ladder.store.ts'
import * as ladder from './ladder.ts'
import * as teamStore from './teams.store.ts'
import * as teams from './teams.ts'

const stamp = ({ id, version, changedAt }: { id: string; version: number; changedAt: Date }) => ({
  id,
  version,
  changedAt,
})

const teamBoard: Board<'team.changed'> = {
  push: 'team.changed',
  read: async (ctx, id) => {
    const row = await teamStore.teamRow(ctx, TeamId.parse(id))
    if (!row) return null
    const body = await teams.entryOf(ctx, row)
    return { body, to: body.members.map(({ staffId }) => staffId) }
  },
  stamps: async (ctx, county: CountyCode) => (await teamStore.teamRows(ctx, county)).map(stamp),
}

const ladderBoard: Board<'ladder.changed'> = {
  push: 'ladder.changed',
  read: async (ctx, id) => {
    const row = await ladderStore.ladderRow(ctx, DispatchId.parse(id))
    return row && { body: await ladder.entryOf(ctx, row) }
  },
  stamps: async (ctx, county: CountyCode) =>
    (await ladderStore.ladderRows(ctx, county)).map((row) => stamp({ ...row, id: row.dispatchId })),
}

const alarmBoard: Board<'alarm.changed'> = {
  push: 'alarm.changed',
  read: async (ctx, id) => {
    const row = await alarmStore.alarmRow(ctx, AlarmId.parse(id))
    return row && { body: await alarms.entryOf(ctx, row) }
  },
  stamps: async (ctx, county: CountyCode) => (await alarmStore.alarmRows(ctx, county)).map(stamp),
}

export const oncallBoards: readonly Board[] = [teamBoard, ladderBoard, alarmBoard]
