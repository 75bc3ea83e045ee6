import { CallBackId, ContactId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { countyOf } from '../identity/identity.ts'
import type { Board } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { callBackStamps, findCallBack } from './call-backs.store.ts'
import { presentCallBacks } from './call-backs.ts'
import { boardEntries, findEntry, stampsOf } from './entries.store.ts'
import { presentEntries } from './entries.ts'
import { operatorAnywhere, operatorsOf } from './operators.store.ts'
import { presentOperators } from './operators.ts'

/** Who waits and who is held now, and what ended lately. */
export const board = async (ctx: Ctx) => presentEntries(ctx, await boardEntries(ctx, countyOf(ctx)))

const entryBoard: Board<'queue.changed'> = {
  push: 'queue.changed',
  read: async (ctx, id) => {
    const row = await findEntry(ctx, ContactId.parse(id))
    const [body] = row ? await presentEntries(ctx, [row]) : []
    return body ? { body } : null
  },
  stamps: stampsOf,
}

const operatorBoard: Board<'operator.changed'> = {
  push: 'operator.changed',
  read: async (ctx, id) => {
    const row = await operatorAnywhere(ctx, StaffId.parse(id))
    const [body] = row ? await presentOperators(ctx, [row]) : []
    return body ? { body } : null
  },
  stamps: async (ctx, county) =>
    (await operatorsOf(ctx, county)).map(({ staffId: id, version, changedAt }) => ({
      id,
      version,
      changedAt,
    })),
}

const callBackBoard: Board<'callBack.changed'> = {
  push: 'callBack.changed',
  read: async (ctx, id) => {
    const row = await findCallBack(ctx, CallBackId.parse(id))
    const [body] = row ? await presentCallBacks(ctx, [row]) : []
    return body ? { body } : null
  },
  stamps: callBackStamps,
}

export const queueBoards: readonly Board[] = [entryBoard, operatorBoard, callBackBoard]
