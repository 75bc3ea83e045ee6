import { type CountyCode, PageId } from '@veghe/shared/kernel/ids.ts'
import type { Router } from 'express'
import { unitName } from '../directory/directory.ts'
import type { World } from '../platform/chapter.ts'
import type { Actor, Ctx } from '../platform/context.ts'
import { readKey } from '../telephony/events.read.ts'
import { intentOf } from '../telephony/telephony.ts'
import { type CarrierRequest, carrierRouter } from '../telephony/telephony.webhooks.ts'
import { emptyDocument, farewellDocument, pageDocument } from '../telephony/twiml.ts'
import * as store from './ladder.store.ts'
import { keyPressed } from './reach.ts'

const farewell = {
  taken: 'Am notat că preluați. Mulțumim.',
  noted: 'Am notat că nu puteți. Mulțumim.',
  too_late: 'Altă echipă a preluat deja. Mulțumim.',
  unheard: 'Nu am primit niciun răspuns. Vă mai sunăm.',
} as const

const watchdogWords =
  'Alertă de la supravegherea liniei 119. O treaptă întârzie sau un program s-a oprit. Deschideți consola sau sunați postul.'

const webhookLimitMs = 800

/** A page by voice: what the phone hears, and the key it answers with. */
async function ack(world: World, { form, county, intentId }: CarrierRequest): Promise<string> {
  if (!intentId) return emptyDocument()
  const actor: Actor = { kind: 'carrier', county }
  return world.transact(actor, (ctx) => answer(ctx, { intentId, county, keys: readKey(form).keys }), {
    limitMs: webhookLimitMs,
  })
}

type Asked = { intentId: string; county: CountyCode; keys: string | null }

async function answer(ctx: Ctx, { intentId, county, keys }: Asked): Promise<string> {
  const intent = await intentOf(ctx, intentId)
  if (!intent) return emptyDocument()
  if (intent.purpose === 'oncall.watchdog') return farewellDocument(watchdogWords)
  const pageId = PageId.parse(intent.subjectId)
  const action = `/twilio/ack?${new URLSearchParams({ intent: intentId, county })}`
  if (keys === null) return pageDocument({ words: await wordsOf(ctx, pageId), action })
  if (keys === '') return farewellDocument(farewell.unheard)
  const heard = await keyPressed(ctx, pageId, keys)
  if (heard === 'again') return pageDocument({ words: await wordsOf(ctx, pageId), action })
  return farewellDocument(farewell[heard])
}

/** Class and commune only: it may be a mailbox that listens. */
async function wordsOf(ctx: Ctx, pageId: PageId): Promise<string> {
  const page = await store.pageRow(ctx, pageId)
  const row = page && (await store.ladderRow(ctx, page.dispatchId))
  const place = unitName(row?.unit ?? null)
  const what = row
    ? `Alertă de la 119, clasa ${row.priority}${place ? `, ${place}` : ''}.`
    : 'Alertă de la 119.'
  return `${what} Apăsați 1 dacă preluați, 2 dacă nu puteți.`
}

export const oncallWebhooks = (world: World): Router => carrierRouter(world, { '/twilio/ack': ack })
