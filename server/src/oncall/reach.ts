import { fold } from '@veghe/shared/kernel/fold.ts'
import type { DispatchId, PageId, StaffId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import type { PageState } from '@veghe/shared/oncall/oncall.codes.ts'
import { pageMoves, readAnswer } from '@veghe/shared/oncall/oncall.rules.ts'
import { unitName } from '../directory/directory.ts'
import * as identity from '../identity/identity.ts'
import type { Ctx } from '../platform/context.ts'
import { planCall, planMessage } from '../telephony/telephony.ts'
import * as store from './ladder.store.ts'
import * as ladder from './ladder.ts'

/**
 * Reference, class and commune: nothing more leaves the house (no name, no address). Without diacritics, so that
 * it fits one text in the phones' own alphabet.
 */
const textOf = ({ priority, unit, caseNumber }: store.LadderRow): string => {
  const place = fold(unitName(unit) ?? '').toUpperCase()
  return `119: alerta ${priority}${place ? `, ${place}` : ''}, ${caseNumber}. Raspundeti 1 = preiau, 2 = nu pot.`
}

/** Sends one page when its time has come, unless somebody has answered meanwhile. True: the app is to be woken. */
export async function sendPage(ctx: Ctx, pageId: PageId): Promise<boolean> {
  const page = await store.lockPage(ctx, pageId)
  if (page?.state !== 'planned') return false
  const row = await store.ladderRow(ctx, page.dispatchId)
  if (row?.state !== 'running') return false
  const sent = page.channel === 'app' || (await sendByPhone(ctx, row, page))
  await store.savePage(ctx, pageId, sent ? { state: 'sent', sentAt: ctx.now } : { state: 'failed' })
  const { county, dispatchId, teamId, staffId, channel, round } = page
  await ctx.happened(sent ? 'oncall.paged' : 'oncall.pageFailed', {
    ...{ county, dispatchId, caseId: row.caseId, staffId, ...(teamId ? { teamId } : {}) },
    body: { channel, round, pageId },
  })
  await ladder.show(ctx, await store.saveLadder(ctx, dispatchId, {}))
  return sent && page.channel === 'app'
}

async function sendByPhone(ctx: Ctx, row: store.LadderRow, page: store.PageRow): Promise<boolean> {
  const to = await identity.phoneOf(ctx, page.staffId)
  if (!to) return false
  const order = { county: row.county, to, purpose: 'oncall.page', subjectId: page.id } as const
  if (page.channel === 'sms') await planMessage(ctx, { ...order, text: textOf(row) })
  else await planCall(ctx, { ...order, script: 'page' })
  return true
}

/** What the carrier, a phone's app or a push provider reports of a page. */
export async function pageReported(ctx: Ctx, pageId: PageId, state: PageState): Promise<void> {
  const page = await store.lockPage(ctx, pageId)
  if (!page || !pageMoves(page.state, state)) return
  await store.savePage(ctx, pageId, { state })
  const kind = {
    delivered: 'oncall.pageDelivered',
    seen: 'oncall.pageSeen',
    failed: 'oncall.pageFailed',
  } as const
  if (state === 'delivered' || state === 'seen' || state === 'failed') {
    const { county, dispatchId, staffId, channel } = page
    await ctx.happened(kind[state], { county, dispatchId, staffId, body: { channel, pageId } })
  }
  await ladder.show(ctx, await store.saveLadder(ctx, page.dispatchId, {}))
}

/** The responder's phone shows the alert: seen, which is not yes. */
export async function seen(ctx: Ctx, dispatchId: DispatchId): Promise<void> {
  const { staffId } = identity.personIn(ctx)
  const own = (await store.pagesOf(ctx, [dispatchId])).filter((page) => page.staffId === staffId)
  if (own.length === 0) throw new Refusal('not_found')
  for (const { id, channel } of own) if (channel === 'app') await pageReported(ctx, id, 'seen')
}

/** An answer to a page by text or key. False when it answers nothing: then it is an ordinary message. */
export async function readReply(ctx: Ctx, reply: { numberHash: Buffer; text: string }): Promise<boolean> {
  const answer = readAnswer(reply.text)
  const staffId = await identity.staffByPhone(ctx, reply.numberHash)
  return staffId !== null && answer !== null && answerPages(ctx, staffId, answer)
}

export async function answerPages(ctx: Ctx, staffId: StaffId, answer: 'yes' | 'no'): Promise<boolean> {
  const [page] = await store.askedOf(ctx, staffId)
  if (!page) return false
  await answerPage(ctx, page, answer)
  return true
}

/** Yes from a duty officer names who looks after it; only a team's yes stops the ladder. */
async function answerPage(ctx: Ctx, page: store.PageRow, answer: 'yes' | 'no'): Promise<void> {
  const { dispatchId, staffId } = page
  if (page.teamId === null) return pageReported(ctx, page.id, answer === 'yes' ? 'acknowledged' : 'seen')
  if (answer === 'no') {
    await ladder.decline(ctx, dispatchId, { staffId, reason: 'other' })
    return
  }
  await pageReported(ctx, page.id, 'acknowledged')
  await ladder.acknowledge(ctx, dispatchId, { staffId })
}

/** A key pressed in the call of one page: what the caller is to hear. */
export async function keyPressed(
  ctx: Ctx,
  pageId: PageId,
  digit: string,
): Promise<'taken' | 'noted' | 'too_late' | 'again'> {
  const answer = digit === '1' ? 'yes' : digit === '2' ? 'no' : null
  const page = await store.lockPage(ctx, pageId)
  if (!page) return 'too_late'
  if (!answer) return 'again'
  try {
    await answerPage(ctx, page, answer)
    return answer === 'yes' ? 'taken' : 'noted'
  } catch (error) {
    if (error instanceof Refusal) return 'too_late'
    throw error
  }
}
