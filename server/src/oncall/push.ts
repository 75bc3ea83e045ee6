import { createECDH } from 'node:crypto'
import type { PageId, StaffId } from '@veghe/shared/kernel/ids.ts'
import webpush from 'web-push'
import { z } from 'zod'
import type { World } from '../platform/chapter.ts'
import type { Ctx } from '../platform/context.ts'
import { devicesOf, dropDevice } from './teams.store.ts'

export const Subscription = z.object({
  endpoint: z.url(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
})
export type Subscription = z.infer<typeof Subscription>

/** Push services of the browsers there are: nobody makes us knock at an address of their choice. */
const knownHosts = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '.notify.windows.com',
]
export const isKnownHost = (endpoint: string): boolean => {
  const { protocol, hostname } = new URL(endpoint)
  return (
    protocol === 'https:' &&
    knownHosts.some((host) => hostname === host || (host.startsWith('.') && hostname.endsWith(host)))
  )
}

/** The pair by which a push service knows us, made from the installation's secret: the same in every process. */
export function pushKeys(secret: Buffer): { publicKey: string; privateKey: string } {
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  return { publicKey: curve.getPublicKey('base64url'), privateKey: secret.toString('base64url') }
}

export const sealedPlace = (endpointHash: Buffer): string =>
  `devices|subscription|${endpointHash.toString('hex')}`

type Target = { subscription: Subscription; endpointHash: Buffer }

export async function targetsOf(ctx: Ctx, staffId: StaffId): Promise<Target[]> {
  const rows = await devicesOf(ctx, staffId)
  return Promise.all(
    rows.map(async ({ county, endpointHash, subscription }) => ({
      endpointHash,
      subscription: Subscription.parse(
        JSON.parse(await ctx.fields.open(county, sealedPlace(endpointHash), subscription)),
      ),
    })),
  )
}

/** Wakes the phones of one page. The text says that there is something, not what: it shows on a locked screen. */
export async function wake(
  world: World,
  keys: { publicKey: string; privateKey: string },
  { pageId, targets }: { pageId: PageId; targets: readonly Target[] },
): Promise<Buffer[]> {
  const gone: Buffer[] = []
  const subject = `${world.config.publicUrl.replace(/\/$/, '')}/help`
  const vapidDetails = {
    subject: subject.startsWith('https:') ? subject : 'mailto:119@veghe.example',
    ...keys,
  }
  for (const { subscription, endpointHash } of targets) {
    try {
      const note = JSON.stringify({ kind: 'page', pageId })
      await webpush.sendNotification(subscription, note, {
        TTL: 120,
        urgency: 'high',
        topic: 'page',
        timeout: 4_000,
        vapidDetails,
      })
    } catch (error) {
      // 404 and 410: the phone has taken its permission back. Anything else is why there are two more channels.
      if (error instanceof webpush.WebPushError && [404, 410].includes(error.statusCode))
        gone.push(endpointHash)
    }
  }
  return gone
}

export const forget = async (ctx: Ctx, gone: readonly Buffer[]): Promise<void> => {
  for (const endpointHash of gone) await dropDevice(ctx, endpointHash)
}
