import { CaseId } from '@veghe/shared/kernel/ids.ts'
import type { Board } from '../platform/chapter.ts'
import { entriesOf } from './cases.change.ts'
import * as store from './cases.store.ts'

const caseBoard: Board<'case.changed'> = {
  push: 'case.changed',
  read: async (ctx, id) => {
    const row = await store.findCase(ctx, CaseId.parse(id))
    const [body] = row ? await entriesOf(ctx, [row]) : []
    return body ? { body } : null
  },
  stamps: store.stampsOf,
}

const viewBoard: Board<'caseView.changed'> = {
  push: 'caseView.changed',
  read: async (ctx, id) => {
    const row = await store.findCase(ctx, CaseId.parse(id))
    return row && { body: { id: row.id, version: row.version } }
  },
}

export const casesBoards: readonly Board[] = [caseBoard, viewBoard]
