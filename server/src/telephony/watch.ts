import type { World } from '../platform/chapter.ts'
import { carrierOf, mayReach } from './reach.ts'
import { watchDocument } from './twiml.ts'

/**
 * Rings a phone and says that the line's own machinery is in trouble. The words travel with the request, so that
 * nothing of ours has to answer once it rings.
 */
export async function callWithWords(world: World, to: string): Promise<void> {
  if (mayReach(world.config, to)) await carrierOf(world).sayTo({ to, document: watchDocument() })
}
