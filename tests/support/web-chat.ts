import { randomBytes } from 'node:crypto'
import type { ChatLeaving } from '@veghe/shared/intake/intake.codes.ts'
import { ChatView } from '@veghe/shared/intake/web-chat.contract.ts'
import { expect } from 'vitest'
import { z } from 'zod'
import type { World } from './app.ts'
import { takesNext } from './holds.ts'
import { queueOf } from './line.ts'

export const newTextKey = (): string => randomBytes(16).toString('hex')

const Answer = ChatView.partial().extend({ code: z.string().optional() })

/** Somebody on the public page who writes, without a browser: what they send and are answered is what the page would. */
export function chatPage(world: () => World, secret = randomBytes(32).toString('base64url')) {
  const page = { mark: '' }
  const asks = async (path: string, body: object, origin = world().server.config.publicUrl) => {
    const response = await fetch(`${world().url}/help/chat${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ secret, ...body }),
    })
    const answer = Answer.parse(await response.json())
    page.mark = answer.mark ?? page.mark
    return { status: response.status, ...answer }
  }
  return {
    secret,
    asks,
    writes: (text: string, key = newTextKey()) => asks('/say', { key, text }),
    /** `shown`: texts of ours that stand on the page. */
    looks: (shown: readonly string[] = [], mark = '') => asks('/look', { mark, shown }),
    looksAgain: () => asks('/look', { mark: page.mark, shown: [] }),
    leaves: (leaving: ChatLeaving = 'quick_exit') => asks('/leave', { leaving }),
    /** Stands open while time passes, as a page does that looks every second and a half. */
    stays: async (seconds: number) => {
      for (let left = seconds; left > 0; left -= 10) {
        await world().pass(`${Math.min(10, left)}s`)
        await asks('/look', { mark: page.mark, shown: [] })
      }
    },
  }
}

/** The chats of one file, of which one stands in the queue at a time. */
export function chatsOf(here: { readonly world: World }) {
  const page = (secret?: string) => chatPage(() => here.world, secret)
  return {
    page,
    theEntry: async () => {
      const waiting = (await queueOf(here.world)).filter(({ state }) => state !== 'ended')
      expect(waiting).toHaveLength(1)
      return waiting[0]
    },
    /** A child who has written, and an operator who holds what they wrote. */
    inHand: async (text = 'alo') => {
      const child = page()
      await child.writes(text)
      const held = await takesNext(here.world)
      const statuses = async () => {
        const { messages } = await held.view()
        return messages.filter(({ direction }) => direction === 'out').map(({ status }) => status)
      }
      return { child, ...held, statuses }
    },
  }
}
