import { isIPv4 } from 'node:net'
import { accountFromEnv } from '../carrier/account.ts'
import { trunkPath } from '../carrier/trunk/words.ts'
import { dataDir } from '../embedded/places.ts'
import { Halt } from '../halt.ts'
import { readSettings } from '../settings.ts'
import type { GatewayOptions } from './gateway.ts'

const thisMachine = '127.0.0.1'

/** Read from the environment; stops with one sentence where it makes no sense. */
export function gatewayOptions(env: NodeJS.ProcessEnv, dir = dataDir()): Omit<GatewayOptions, 'say'> {
  const { carrierPort, mode, standIn } = readSettings(env)
  if (mode === 'production' || !standIn)
    throw new Halt(
      'The SIP gateway leads into the stand-in telephone network: with a real account, point the trunk at its SIP domain.',
    )
  const peers = (env.VEGHE_SIP_PEERS || thisMachine).split(/[\s,]+/).filter(Boolean)
  const address = env.VEGHE_SIP_ADDRESS || thisMachine
  for (const one of [address, ...peers])
    if (!isIPv4(one) || one === '0.0.0.0')
      throw new Halt(`VEGHE_SIP_ADDRESS and VEGHE_SIP_PEERS hold IPv4 addresses: "${one}" is none.`)
  return {
    ...{ address, peers, mediaPorts: portsIn(env.VEGHE_SIP_MEDIA_PORTS) },
    port: countIn(env, { name: 'VEGHE_SIP_PORT', otherwise: 5060, most: 65_535 }),
    calls: countIn(env, { name: 'VEGHE_SIP_CALLS', otherwise: 20, most: 200 }),
    network: {
      url: `ws://${thisMachine}:${carrierPort}${trunkPath}`,
      authToken: accountFromEnv(env, dir).authToken,
    },
  }
}

function countIn(
  env: NodeJS.ProcessEnv,
  { name, otherwise, most }: { name: string; otherwise: number; most: number },
): number {
  const count = Number(env[name] || otherwise)
  if (Number.isInteger(count) && count > 0 && count <= most) return count
  throw new Halt(`${name} must be a whole number between 1 and ${most}.`)
}

function portsIn(text: string | undefined): readonly [number, number] | null {
  if (!text) return null
  const [, from, to] = /^(\d{4,5})-(\d{4,5})$/.exec(text) ?? []
  if (from && to && Number(from) <= Number(to) && Number(to) <= 65_535) return [Number(from), Number(to)]
  throw new Halt('VEGHE_SIP_MEDIA_PORTS names two ports, such as 41000-41199.')
}
