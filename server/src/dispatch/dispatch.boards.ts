import { DispatchId } from '@veghe/shared/kernel/ids.ts'
import { membersOf } from '../oncall/oncall.ts'
import type { Board } from '../platform/chapter.ts'
import * as store from './dispatch.store.ts'
import { entryOf } from './entries.ts'

const deskBoard: Board<'dispatch.changed'> = {
  push: 'dispatch.changed',
  read: async (ctx, id) => {
    const row = await store.dispatchRow(ctx, DispatchId.parse(id))
    return row && { body: await entryOf(ctx, row) }
  },
  stamps: async (ctx, county) =>
    (await store.dispatchRows(ctx, county)).map(({ id, version, changedAt }) => ({ id, version, changedAt })),
}

const fieldBoard: Board<'myDispatch.changed'> = {
  push: 'myDispatch.changed',
  read: async (ctx, id) => {
    const row = await store.dispatchRow(ctx, DispatchId.parse(id))
    return row && { body: { id: row.id, version: row.version }, to: await membersOf(ctx, row.teamId) }
  },
}

export const dispatchBoards: readonly Board[] = [deskBoard, fieldBoard]
