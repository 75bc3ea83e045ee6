import { readPickUp } from '../telephony/events.read.ts'
import type { CarrierRoute } from '../telephony/telephony.webhooks.ts'
import { emptyDocument, joinDocument, quietDocument } from '../telephony/twiml.ts'
import { heardWho, pickedUp } from './calling-back.ts'
import { asCarrier } from './carrier.ts'

/** Whoever was called back picked up: they are with the operator at once, and nothing is said to them by us. */
const called: CarrierRoute = async (world, { form, county, intentId }) => {
  if (!intentId) return emptyDocument()
  const { callSid } = readPickUp(form)
  const entry = await asCarrier(world, county, (ctx) => pickedUp(ctx, { intentId, callSid }))
  return entry ? joinDocument({ ...entry, label: 'caller' }) : emptyDocument()
}

/** Whether a person or a machine picked up, told while the call goes on. */
const machine: CarrierRoute = async (world, { form, county, intentId }) => {
  const { answeredBy } = readPickUp(form)
  if (intentId) await asCarrier(world, county, (ctx) => heardWho(ctx, { intentId, by: answeredBy }))
  return null
}

/** What an operator hears whose call-back rings: nothing, as their screen says what goes on. */
const quiet: CarrierRoute = async () => quietDocument()

export const callBackRoutes = {
  '/twilio/called': called,
  '/twilio/machine': machine,
  '/twilio/quiet': quiet,
} as const
