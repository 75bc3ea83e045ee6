import { createHmac } from 'node:crypto'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type pg from 'pg'
import type { Actor, Ctx } from './context.ts'
import { openWith, sealWith } from './crypto/envelope.ts'
import type { Master } from './crypto/master.ts'
import { clientOf } from './transact.ts'

/** One sending of a command, and every repetition of it. */
export type Sending = { actor: string; action: string; key: string; bodyHash: Buffer }

export const keptForMs = 7 * 86_400_000

export const actorText = (actor: Actor): string => {
  if (actor.kind === 'person') return `person ${actor.staffId}`
  return actor.kind === 'key' ? `key ${actor.keyId}` : actor.kind
}

export type Replies = ReturnType<typeof openReplies>

/** Remembers what was answered to a command, sealed, so that a repetition gets the same answer and no effect. */
export function openReplies(master: Master) {
  const key = { number: 0, bytes: master.derive('replies') }
  const bodies = master.derive('bodies')
  const placeOf = (s: Sending) => `idempotency|reply|${s.actor}|${s.action}|${s.key}`

  const read = async (client: pg.PoolClient, sending: Sending): Promise<string | null> => {
    const { rows } = await client.query<{ bodyHash: Buffer; reply: Buffer | null }>({
      name: 'idempotency.read',
      text: `select body_hash as "bodyHash", reply from idempotency
        where actor = $1 and action = $2 and key = $3`,
      values: [sending.actor, sending.action, sending.key],
    })
    const row = rows[0]
    if (!row) return null
    if (!row.bodyHash.equals(sending.bodyHash)) throw new Refusal('key_reused')
    return row.reply && openWith(key.bytes, placeOf(sending), row.reply).toString()
  }

  return {
    /** Keyed, so that the hash of a short body cannot be guessed back. */
    hashOf: (body: string): Buffer => createHmac('sha256', bodies).update(body).digest(),

    /** The reply already given to this sending, before anything is begun. */
    known: read,

    /**
     * Takes the key for this transaction. A repetition sent meanwhile waits here for the first to end. Gives the
     * stored reply when the command was carried out before.
     */
    begin: async (ctx: Ctx, sending: Sending): Promise<string | null> => {
      const { rowCount } = await clientOf(ctx).query({
        name: 'idempotency.begin',
        text: `insert into idempotency (actor, action, key, body_hash, created_at) values ($1, $2, $3, $4, $5)
          on conflict do nothing`,
        values: [sending.actor, sending.action, sending.key, sending.bodyHash, ctx.now],
      })
      return rowCount === 1 ? null : read(clientOf(ctx), sending)
    },

    finish: async (ctx: Ctx, sending: Sending, reply: string): Promise<void> => {
      await clientOf(ctx).query({
        name: 'idempotency.finish',
        text: 'update idempotency set reply = $4 where actor = $1 and action = $2 and key = $3',
        values: [
          sending.actor,
          sending.action,
          sending.key,
          sealWith(key, placeOf(sending), Buffer.from(reply)),
        ],
      })
    },
  }
}

export async function forgetReplies(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - keptForMs)
  await clientOf(ctx).query('delete from idempotency where created_at < $1', [before])
}
