import type { identityApi } from '@veghe/shared/identity/identity.contract.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { Chapter, Handler } from '../platform/chapter.ts'
import type { Accounts } from './accounts.store.ts'
import * as identity from './identity.ts'

type Handlers = { [A in keyof typeof identityApi]: Handler<A> }

/** `accounts` may see passwords, the application's role may not: so accounts are made before the transaction. */
export function openIdentityChapter(accounts: Accounts, installation: identity.Installation): Chapter {
  const handlers = {
    'identity.me': (ctx) => identity.me(ctx, installation),
    'identity.prefer': async (ctx, asked) => {
      await identity.prefer(ctx, asked)
      return identity.me(ctx, installation)
    },
    'identity.actFor': async (ctx, { county }) => {
      await identity.actFor(ctx, county)
      return identity.me(ctx, installation)
    },
    'identity.colleagues': (ctx) => identity.colleagues(ctx),
    'identity.staff': (ctx) => identity.staffList(ctx),
    'identity.addStaff': {
      before: async (world, _actor, { name, email }) => {
        const password = identity.firstPassword()
        const staffId = await accounts.createAccount({ name, email, password, now: world.now() })
        if (!staffId) throw new Refusal('staff_exists')
        return { staffId, password }
      },
      run: async (ctx, asked, { staffId, password }) => {
        await identity.join(ctx, staffId, asked)
        return { staffId, firstPassword: password }
      },
      undo: async (_world, { staffId }) => {
        await accounts.removeAccount(staffId)
      },
    } satisfies Handler<
      'identity.addStaff',
      { staffId: Parameters<Accounts['removeAccount']>[0]; password: string }
    >,
    'identity.changeStaff': (ctx, asked) => identity.changeStaff(ctx, asked),
    'identity.resetPassword': async (ctx, { staffId }) => {
      const password = identity.firstPassword()
      await identity.passwordReset(ctx, staffId)
      await accounts.setPassword(staffId, password)
      return { firstPassword: password }
    },
    'identity.keys': (ctx) => identity.keys(ctx),
    'identity.createKey': (ctx, asked) => identity.createKey(ctx, asked),
    'identity.revokeKey': (ctx, { keyId }) => identity.revokeKey(ctx, keyId),
  } satisfies Handlers
  return { name: 'identity', handlers }
}
