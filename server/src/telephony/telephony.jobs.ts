import { after, between, minutes, seconds } from '@veghe/shared/kernel/time.ts'
import type { CarrierStatus, IntentKind } from '@veghe/shared/telephony/telephony.codes.ts'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { defineJob } from '../platform/jobs.ts'
import { type Carrier, carrierFailure, type Placed } from './client.ts'
import { carrierOf, mayReach } from './reach.ts'
import { isStillAwaited, settle } from './telephony.intents.ts'
import * as store from './telephony.store.ts'
import { parkingPlace } from './twiml.ts'

/** For how long a wish is still worth carrying out: a page that comes minutes late has been overtaken. */
const goodForMs: Record<IntentKind, number> = {
  message: minutes(10),
  call: minutes(2),
  move: seconds(30),
  hang_up: minutes(1),
}
/** A desk that waits for its call-back has sooner a clear no than a late yes. */
const waitsForMs = seconds(30)
const isGoodFor = ({ purpose, kind }: store.IntentRow): number =>
  purpose === 'queue.callBack' ? waitsForMs : goodForMs[kind]
/** How long the carrier may take to list what it was asked for, before that counts as never received. */
const listedWithinMs = seconds(10)
/** The carrier's clock is its own, and it lists whole seconds. */
const slackMs = seconds(2)
/** Doubled with each try, so that a carrier that comes back is not met by everybody at once. */
const pauseMs = (asks: number): number => Math.min(seconds(1) * 2 ** asks, seconds(30))

type Outcome =
  | { kind: 'settled'; status: CarrierStatus; providerSid?: string; errorCode: string | null }
  /** Certainly not carried out: ask again. */
  | { kind: 'again' }
  /** It may have been carried out: look it up. */
  | { kind: 'unsure' }

type Wish = store.IntentRow & { number: string; text: string; isRepeat: boolean }

/** Asks the carrier for what an intent says. Nothing is asked twice unless the carrier is seen not to have it. */
export const sendIntent = defineJob({
  name: 'telephony.send',
  payload: z.object({ intentId: z.uuid() }),
  attempts: 20,
  before: async (world, { intentId }): Promise<Outcome | null> => {
    const wish = await world.transact({ kind: 'system' }, (ctx) => claim(ctx, intentId))
    return wish && ask(world, wish)
  },
  run: async (ctx, { intentId }, outcome) => {
    const row = outcome && (await store.lockIntent(ctx, { id: intentId }))
    // A report that came in the meantime knows more than we do.
    if (!row || (row.status !== 'planned' && row.status !== 'asking')) return
    if (outcome.kind === 'settled') return settle(ctx, row, outcome)
    if (between(row.createdAt, ctx.now) > isGoodFor(row))
      return settle(ctx, row, { status: 'failed', errorCode: 'carrier_unreachable' })
    const dueAt = after(ctx.now, pauseMs(row.asks))
    const status = outcome.kind === 'again' ? 'planned' : 'asking'
    await store.saveIntent(ctx, row.id, { status, dueAt })
    sendIntent.later(ctx, { key: row.id, runAt: dueAt, payload: { intentId } })
  },
})

/** Writes down that the carrier is about to be asked, so that after a crash it is looked up and not asked again. */
async function claim(ctx: Ctx, intentId: string): Promise<Wish | null> {
  const row = await store.lockIntent(ctx, { id: intentId })
  if (!row || (row.status !== 'planned' && row.status !== 'asking')) return null
  const isRepeat = row.status === 'asking'
  const end = await overtaken(ctx, row)
  if (end) {
    await settle(ctx, row, end)
    return null
  }
  if (!isRepeat)
    await store.saveIntent(ctx, row.id, { status: 'asking', askedAt: ctx.now, asks: row.asks + 1 })
  const { county } = row
  const number =
    row.toNumber && (await ctx.fields.vault.open(county, `intents|to_number|${row.id}`, row.toNumber))
  const text = row.body && (await ctx.fields.open(county, `intents|body|${row.id}`, row.body))
  return { ...row, askedAt: row.askedAt ?? ctx.now, number: number ?? '', text: text ?? '', isRepeat }
}

/** How a wish ends that has been overtaken. What the carrier may have already is looked up all the same. */
async function overtaken(ctx: Ctx, row: store.IntentRow): Promise<Parameters<typeof settle>[2] | null> {
  const canceled = { status: 'canceled', errorCode: null } as const
  if (await store.isSuperseded(ctx, row)) return canceled
  if (row.status === 'asking') return null
  if (!(await isStillAwaited(ctx, row))) return canceled
  const isLate = row.purpose === 'queue.callBack' && between(row.createdAt, ctx.now) > waitsForMs
  return isLate ? { status: 'failed', errorCode: 'carrier_unreachable' } : null
}

async function ask(world: World, wish: Wish): Promise<Outcome> {
  const carrier = carrierOf(world)
  try {
    if (wish.isRepeat && wish.targetSid === null) {
      const found = await lookUp(world, carrier, wish)
      if (found) return { kind: 'settled', status: found.status, providerSid: found.sid, errorCode: null }
      return between(wish.askedAt ?? wish.createdAt, world.now()) > listedWithinMs
        ? { kind: 'again' }
        : { kind: 'unsure' }
    }
    return await carryOut(world, carrier, wish)
  } catch (error) {
    return outcomeOf(world, wish, error)
  }
}

async function carryOut({ config }: World, carrier: Carrier, wish: Wish): Promise<Outcome> {
  const home = config.publicUrl
  const about = new URLSearchParams({ intent: wish.id, county: wish.county })
  if (wish.kind === 'move' || wish.kind === 'hang_up') {
    const sid = wish.targetSid ?? ''
    if (wish.kind === 'hang_up') await carrier.hangUp(sid)
    else await carrier.moveCall({ sid, parkedIn: parkingPlace(wish.county), url: home + (wish.path ?? '') })
    return { kind: 'settled', status: 'completed', errorCode: null }
  }
  const to = wish.number
  if (!mayReach(config, to)) return { kind: 'settled', status: 'failed', errorCode: 'number_not_allowed' }
  const isCallBack = wish.purpose === 'queue.callBack'
  const shown = config.callBackNumber
  if (isCallBack && shown === null)
    return { kind: 'settled', status: 'failed', errorCode: 'no_neutral_number' }
  const placed: Placed<CarrierStatus> =
    wish.kind === 'message'
      ? await carrier.sendMessage({
          to,
          text: wish.text,
          statusUrl: `${home}/twilio/messages/status?${about}`,
        })
      : await carrier.placeCall({
          to,
          url: home + (wish.path ?? ''),
          statusUrl: `${home}/twilio/status?${about}`,
          ...(isCallBack && shown ? { shown, machine: { url: `${home}/twilio/machine?${about}` } } : {}),
          // A mailbox is to hear nothing of a page and to be asked for no key.
          ...(wish.purpose === 'oncall.page' ? { machine: 'first' } : {}),
        })
  return { kind: 'settled', status: placed.status, providerSid: placed.sid, errorCode: null }
}

/**
 * The text or call that an earlier try may have left with the carrier, unless it belongs to another intent: a call that
 * was stopped must not take the next one for its own, and end it.
 */
async function lookUp(world: World, carrier: Carrier, wish: Wish): Promise<Placed<CarrierStatus> | null> {
  const since = after(wish.askedAt ?? wish.createdAt, -slackMs)
  const listed =
    wish.kind === 'message'
      ? (await carrier.messagesTo(wish.number))
          .filter((one) => one.text === wish.text)
          .map((one) => ({ ...one, at: one.createdAt }))
      : (await carrier.callsTo(wish.number))
          .filter((one) => one.direction === 'out')
          .map((one) => ({ ...one, at: one.startedAt }))
  const recent = listed.filter(({ at }) => at >= since)
  const [taken, until] = await world.transact({ kind: 'system' }, async (ctx) => [
    await store.knownSids(
      ctx,
      recent.map(({ sid }) => sid),
    ),
    await store.youngerAsked(ctx, wish),
  ])
  return recent.find(({ sid, at }) => !taken.has(sid) && !(until && at >= after(until, -slackMs))) ?? null
}

function outcomeOf({ log }: World, wish: Wish, error: unknown): Outcome {
  const { kind, code } = carrierFailure(error)
  log.warn({ intent: wish.id, kind: wish.kind, failure: kind, code }, 'carrier did not do it')
  if (kind === 'gone') return { kind: 'settled', status: 'canceled', errorCode: code }
  if (kind === 'refused') return { kind: 'settled', status: 'failed', errorCode: code }
  // Moving or ending a call twice does no more than doing it once.
  return kind === 'not_sent' || wish.targetSid !== null ? { kind: 'again' } : { kind: 'unsure' }
}
