import type { World } from '../platform/chapter.ts'
import type { Config } from '../platform/config.ts'
import { accountOf } from './account.ts'
import { bareNumber, isDiallable } from './address.ts'
import { type Carrier, openCarrier } from './client.ts'

const carriers = new WeakMap<Config, Carrier>()

/** The carrier of this installation: a real account's, or the stand-in on this machine. */
export function carrierOf({ config }: Pick<World, 'config'>): Carrier {
  const standIn = config.twilio ? null : config.carrierUrl.replace(/\/$/, '')
  const carrier = carriers.get(config) ?? openCarrier(accountOf(config), standIn)
  carriers.set(config, carrier)
  return carrier
}

/**
 * Whether this number, or this number's address on another channel, may be dialled or texted here. A demo with a real account reaches real telephones: only
 * those it was told of. The stand-in reaches nobody's.
 */
export function mayReach(
  config: Pick<Config, 'mode' | 'twilio' | 'allowedNumbers'>,
  address: string,
): boolean {
  const number = bareNumber(address)
  if (!isDiallable(number)) return false
  if (config.mode === 'production' || !config.twilio) return true
  return config.allowedNumbers.includes(number)
}
