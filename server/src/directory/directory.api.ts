import type { directoryApi } from '@veghe/shared/directory/directory.contract.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import * as directory from './directory.ts'
import { seedDirectory } from './seed.ts'

const handlers = {
  'directory.places': (ctx, asked) => directory.places(ctx, asked),
  'directory.counties': () => directory.counties(),
  'directory.partners': (ctx) => directory.partners(ctx),
  'directory.holidays': (ctx, asked) => directory.holidays(ctx, asked),
} satisfies { [A in keyof typeof directoryApi]: Handler<A> }

export const directoryChapter: Chapter = {
  name: 'directory',
  handlers,
  start: (world) =>
    world.transact({ kind: 'system' }, async (ctx) => {
      await seedDirectory(ctx)
      await directory.loadRegister(ctx)
    }),
}
