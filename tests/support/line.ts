import { carrierAccount } from '@veghe/infra/carrier/account.ts'
import * as fixtures from '@veghe/infra/carrier/fixtures.ts'
import { inboundLeg, type Leg, type Text, type TextStatus } from '@veghe/infra/carrier/leg.ts'
import { newSid } from '@veghe/infra/carrier/sids.ts'
import { type Params, signedForm } from '@veghe/infra/carrier/signature.ts'
import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { QueueEntry } from '@veghe/shared/queue/queue.contract.ts'
import type { World } from './app.ts'
import { runSql } from './databases.ts'
import { finishes } from './queue.ts'

export type Posted = { path: string; params: Params }
export type Answered = { status: number; body: string }

/** `wrong`: signed by somebody else. `missing`: not signed at all. `changed`: on the way, after it was signed. */
export type How = { signature?: 'wrong' | 'missing'; changed?: readonly [from: string, to: string] }

/** The carrier's requests, built from its fixtures and signed with the account that the process knows. */
export type Line = {
  number: string
  accountSid: string
  posts: (posted: Posted, how?: How) => Promise<Answered>
  call: (from: string, more?: { headers?: Params; to?: string }) => Leg
  text: (from: string, body: string) => Text
  arrival: (leg: Leg) => Posted
  /** The report that a call to the line is over, `seconds` after it was answered. */
  end: (leg: Leg, seconds?: number) => Posted
  message: (text: Text) => Posted
}

export function openLine(world: World): Line {
  const { publicUrl, dataDir } = world.server.config
  const account = carrierAccount(dataDir)
  const { accountSid, number } = account
  return {
    ...{ number, accountSid },
    posts: async ({ path, params }, { signature, changed: [from, to] = ['', ''] } = {}) => {
      const token = signature === 'wrong' ? 'somebody-else' : account.authToken
      const { headers, body } = signedForm(`${publicUrl}${path}`, params, token)
      if (signature === 'missing') delete headers['x-twilio-signature']
      const sent = { method: 'POST', headers, body: body.replace(from, to) }
      const response = await fetch(world.url + path, sent)
      return { status: response.status, body: await response.text() }
    },
    call: (from, more = {}) => inboundLeg(account, { from, ...more }),
    text: (from, body) => ({
      ...{ accountSid, sid: newSid('SM'), from, to: number, body, direction: 'inbound', status: 'received' },
      messagingServiceSid: account.messagingServiceSid,
    }),
    arrival: (leg) => ({ path: '/twilio/voice', params: fixtures.voiceInbound(leg) }),
    end: (leg, seconds = 12) => ({
      path: '/twilio/status',
      params: fixtures.callStatus({ ...leg, status: 'completed' }, { sequence: 0, at: world.now(), seconds }),
    }),
    message: (text) => ({ path: '/twilio/messages', params: fixtures.smsIn(text) }),
  }
}

/** Reports on the reply of this contact, at the address the carrier was given with it. */
export async function reportsOn(world: World, line: Line, contactId: ContactId) {
  const [intent] = await runSql<{ id: string }>(
    world.database.superUrl,
    `select i.id from intents i join messages m on m.id = i.subject_id where m.contact_id = $1`,
    [contactId],
  )
  const text = line.text('+40700000001', '')
  return (status: TextStatus, errorCode?: number): Posted => ({
    path: `/twilio/messages/status?intent=${intent?.id}&county=CJ`,
    params: fixtures.messageStatus({ ...text, direction: 'outbound-api', status, errorCode }, world.now()),
  })
}

/** The queue of Cluj as its duty officer sees it, first served first. */
export async function queueOf(world: World): Promise<QueueEntry[]> {
  const officer = await world.signIn('duty_officer')
  const board = await officer.asks('queue.board', {})
  return board.toSorted((a, b) => a.score - b.score)
}

/** Nobody waits, and every contact there was is closed: a number that comes again is a new contact. */
export async function nobodyWaits(world: World): Promise<void> {
  for (const { id, state } of await queueOf(world)) if (state !== 'ended') await finishes(world, id)
  await runSql(
    world.database.superUrl,
    `update contacts set closed_at = now(), outcome = 'counselled' where closed_at is null`,
  )
  await world.settle()
}

/** Every order in which they can come. */
export function orders<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, i) =>
    orders(values.filter((_, j) => j !== i)).map((rest) => [value, ...rest]),
  )
}
