import { createHash } from 'node:crypto'
import type { ChatLeaving } from '@veghe/shared/intake/intake.codes.ts'
import type { ChatLine, ChatView } from '@veghe/shared/intake/web-chat.contract.ts'
import type { ContactId, CountyCode, MessageId } from '@veghe/shared/kernel/ids.ts'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { after, between, minutes, seconds } from '@veghe/shared/kernel/time.ts'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import * as queue from '../queue/queue.ts'
import { chatKeyIn, chatTextSid } from '../telephony/embedded/sids.ts'
import * as carried from '../telephony/web-chats.store.ts'
import { joinContact, keepText, openContact } from './arrivals.ts'
import { type Contact, lockContact, saveContact } from './contacts.store.ts'
import { statusHeard } from './endings.ts'
import { shown } from './intake.boards.ts'
import { messageOf, newestOf, oneAtATime } from './messages.store.ts'
import * as store from './web-chats.store.ts'

/* The chat of the public page: a channel of our own, whose texts are contacts like any other. */

/** Whoever brings the secret. Nothing else is known of them. */
export type Writer = { county: CountyCode; secretHash: Buffer }

/** As the network itself would: a stranger has no rights of their own. */
const inNameOf = ({ county }: Writer) => ({ kind: 'carrier', county }) as const

/** What they write goes on where they wrote before. */
export const isWriting = (world: World, writer: Writer): Promise<boolean> =>
  world.transact(inNameOf(writer), async (ctx) => Boolean(await findOpen(ctx, writer.secretHash)), {
    onlyLooks: true,
  })

/** A text from the page. Sent again under the same key, it is taken in once. */
export const say = (
  world: World,
  writer: Writer,
  { key, text }: { key: string; text: string },
): Promise<ChatView> =>
  world.transact(inNameOf(writer), async (ctx) => {
    await oneAtATime(ctx, writer.secretHash)
    const sid = chatTextSid(writer.secretHash, key)
    const known = await textTakenIn(ctx, sid)
    if (known === null) await takeIn(ctx, writer, { sid, text, most: world.config.chats })
    else if (known !== text.toWellFormed()) throw new Refusal('key_reused')
    return viewOf(ctx, await store.chatsBy(ctx, writer.secretHash), '')
  })

async function takeIn(
  ctx: Ctx,
  { county, secretHash }: Writer,
  { sid, text, most }: { sid: string; text: string; most: number },
): Promise<void> {
  const open = await lockOpen(ctx, secretHash)
  if (!open && (await store.countHere(ctx, county)) >= most) throw new Refusal('chats_full')
  const came = { sid, text, channel: 'web_chat', isOptOut: false } as const
  const message = await keepText(ctx, county, { ...came, receivedAt: ctx.now, source: 'webhook' })
  if (!message) return
  const contactId = open?.id ?? (await openContact(ctx, county, { ...message, number: null }))
  await carried.insertText(ctx, { sid, county, contactId, at: ctx.now })
  const times = { openedAt: ctx.now, seenAt: ctx.now }
  if (!open) return carried.insertChat(ctx, { contactId, county, secretHash, ...times })
  await joinContact(ctx, open, message)
  // It was on its way when they left: it is read, and nobody can answer it.
  if ((await carried.chatOf(ctx, contactId))?.leftAt) await queue.waitsNoMore(ctx, contactId)
}

async function textTakenIn(ctx: Ctx, sid: string): Promise<string | null> {
  const kept = await messageOf(ctx, sid)
  return kept && ctx.fields.open(kept.county, `messages|body|${kept.id}`, kept.body)
}

/** What was on its way when they left comes within this time. Whoever writes later is there, and can be answered. */
const onItsWayMs = minutes(1)

const isOpen = ({ closedAt, leftAt }: store.Chat, now: Date): boolean =>
  closedAt === null && (leftAt === null || between(leftAt, now) < onItsWayMs)

/** The newest of theirs that is open; null where they begin anew. */
const findOpen = async (ctx: Ctx, secretHash: Buffer): Promise<store.Chat | null> =>
  (await store.chatsBy(ctx, secretHash)).findLast((chat) => isOpen(chat, ctx.now)) ?? null

async function lockOpen(ctx: Ctx, secretHash: Buffer): Promise<Contact | null> {
  const open = await findOpen(ctx, secretHash)
  const contact = open && (await lockContact(ctx, open.contactId))
  return contact && !contact.closedAt ? contact : null
}

const seenEveryMs = seconds(10)

/** Asking is also how the page says that it is there, and which of ours stand on it. */
export async function look(
  world: World,
  writer: Writer,
  { mark, shown: onPage }: { mark: string; shown: readonly MessageId[] },
): Promise<ChatView> {
  const { view, isNews } = await world.transact(
    inNameOf(writer),
    async (ctx) => {
      const chats = await store.chatsBy(ctx, writer.secretHash)
      return { view: await viewOf(ctx, chats, mark), isNews: chats.some((chat) => isUnseen(chat, ctx.now)) }
    },
    { onlyLooks: true },
  )
  if (isNews || onPage.length > 0)
    await world.transact(inNameOf(writer), (ctx) => noteThere(ctx, writer, onPage))
  return view
}

const isUnseen = ({ leftAt, goneAt, seenAt }: store.Chat, now: Date): boolean =>
  leftAt === null && (goneAt !== null || between(seenAt, now) >= seenEveryMs)

async function noteThere(ctx: Ctx, { secretHash }: Writer, onPage: readonly MessageId[]): Promise<void> {
  for (const contactId of await carried.noteHere(ctx, secretHash)) await pageMoved(ctx, contactId)
  const chats = await store.chatsBy(ctx, secretHash)
  const ours = await store.lockOurs(
    ctx,
    chats.map(({ contactId }) => contactId),
    onPage,
  )
  for (const message of ours) await statusHeard(ctx, message, { status: 'delivered', errorCode: null })
}

/** Whoever holds the contact sees whether anybody is at the other end. */
async function pageMoved(ctx: Ctx, contactId: ContactId): Promise<void> {
  const contact = await lockContact(ctx, contactId)
  if (!contact.closedAt) await shown(ctx, await saveContact(ctx, contact, {}))
}

/** They do not come back to this page. The contact stays where it is until a person has ended it. */
export async function leave(world: World, writer: Writer, leaving: ChatLeaving): Promise<object> {
  await world.transact(inNameOf(writer), async (ctx) => {
    for (const contactId of await carried.noteLeft(ctx, writer.secretHash, leaving)) {
      const { closedAt, county } = await lockContact(ctx, contactId)
      if (closedAt) continue
      await ctx.happened('intake.chatLeft', { county, contactId, body: { leaving } })
      await queue.waitsNoMore(ctx, contactId)
      await pageMoved(ctx, contactId)
    }
  })
  return {}
}

const system = { kind: 'system' } as const
/** A telephone that was put away, a train in a tunnel: they may come back to what they left. */
const goneAfterMs = seconds(30)

/** Pages that have fallen silent. */
export async function noteLostPages(world: World): Promise<void> {
  const since = after(world.now(), -goneAfterMs)
  const lost = await world.transact(system, (ctx) => carried.unseenChats(ctx, since))
  for (const { contactId } of lost)
    await world.transact(system, async (ctx) => {
      if (await carried.noteGone(ctx, contactId, since)) await pageMoved(ctx, contactId)
    })
}

async function viewOf(ctx: Ctx, chats: readonly store.Chat[], known: string): Promise<ChatView> {
  const mark = markOf(chats)
  const lines = mark === known ? null : (await Promise.all(chats.map((chat) => linesOf(ctx, chat)))).flat()
  const now = chats.findLast((chat) => isOpen(chat, ctx.now)) ?? chats.at(-1)
  return { state: await stateOf(ctx, now), mark, lines: lines?.slice(-linesShown) ?? null }
}

const linesShown = 300

/** Another after every change. It tells a stranger nothing. */
const markOf = (chats: readonly store.Chat[]): string =>
  createHash('sha256')
    .update(chats.map(({ contactId, version }) => `${contactId} ${version}`).join())
    .digest('base64url')

async function stateOf(ctx: Ctx, newest: store.Chat | undefined): Promise<ChatView['state']> {
  if (!newest) return 'none'
  if (newest.closedAt) return 'ended'
  return (await queue.standing(ctx, newest.contactId))?.holder ? 'answered' : 'waiting'
}

async function linesOf(ctx: Ctx, { contactId, county }: store.Chat): Promise<ChatLine[]> {
  const rows = await newestOf(ctx, contactId, linesShown)
  return Promise.all(
    rows.map(async ({ id, at, body, providerSid }) => ({
      ...{ id, at, key: chatKeyIn(providerSid) },
      text: await ctx.fields.open(county, `messages|body|${id}`, body),
    })),
  )
}
