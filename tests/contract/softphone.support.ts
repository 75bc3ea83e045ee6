import twilio from 'twilio'
import { openSoftphone, type Softphone } from '../support/softphone.ts'
import { response, type World } from './carrier.support.ts'

export type Wrong = Partial<Record<'key' | 'secret' | 'account' | 'application', string>> & { ttl?: number }

/** As Twilio's own library makes it. */
export function tokenFor(world: World, identity: string, { ttl = 3600, ...wrong }: Wrong = {}): string {
  const { accountSid, apiKey, apiSecret, twimlAppSid } = world.carrier.account
  const { AccessToken } = twilio.jwt
  const options = { identity, ttl }
  const token = new AccessToken(
    wrong.account ?? accountSid,
    wrong.key ?? apiKey,
    wrong.secret ?? apiSecret,
    options,
  )
  token.addGrant(new AccessToken.VoiceGrant({ outgoingApplicationSid: wrong.application ?? twimlAppSid }))
  return token.toJwt()
}

export const gatewayOf = (world: World): string => `${world.carrier.url.replace('http', 'ws')}/signal`

export const softphoneOf = (world: World, identity = 'CJ_1'): Promise<Softphone> =>
  openSoftphone({ gateway: gatewayOf(world), token: tokenFor(world, identity) })

export const conference = (label: string, more = ''): string =>
  response(
    `<Dial><Conference participantLabel="${label}" statusCallback="/twilio/conf" statusCallbackEvent="join leave" ` +
      `${more}>contact-1</Conference></Dial>`,
  )

/** Two peers have to find one another, on a machine that has other work. */
export const patiently = { timeout: 20_000, interval: 50 }
