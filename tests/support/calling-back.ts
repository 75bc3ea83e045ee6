import type { ContactId } from '@veghe/shared/kernel/ids.ts'
import type { CallBack } from '@veghe/shared/queue/queue.contract.ts'
import type { Person } from './person.ts'
import { operator } from './queue.ts'
import { openSoftphone, type SoftCall } from './softphone.ts'
import type { InANetwork } from './this-file.ts'

/** A child who hung up before anybody answered, and an operator who may call them back. */
export type Owed = { child: string; ana: Person; contactId: ContactId }
/** The same while it rings: the operator's sound is up. */
export type Calling = Owed & { desk: SoftCall }

export async function callBackOf(who: Person, contactId: ContactId): Promise<CallBack> {
  const found = (await who.asks('queue.callBacks', {})).find((one) => one.contactId === contactId)
  if (!found) throw new Error('No call-back for this contact.')
  return found
}

export async function dials(who: Person, contactId: ContactId): Promise<void> {
  const { id: callBackId, version } = await callBackOf(who, contactId)
  await who.does('intake.dialCallBack', { callBackId, version })
}

/** Call-backs from a desk as they go, by way of the network of this file. */
export function callingBack(here: InANetwork) {
  const lastTo = (child: string) =>
    here.network
      .phone(child)
      .calls.filter(({ direction }) => direction === 'outbound-api')
      .at(-1)
  /** A phone rings for 25 seconds of the network before it is left alone. */
  const isAt = (child: string, status: string) =>
    here.network.seen(
      (entry) => entry.what === 'call.status' && entry.status === status && entry.sid === lastTo(child)?.sid,
      15_000,
    )
  /** The child stands in the conference. */
  const isThere = (child: string) =>
    here.network.seen((entry) => entry.what === 'room.joined' && entry.sid === lastTo(child)?.sid)

  /** Somebody says that it is safe to call them. */
  const owed = async (child = here.someone()): Promise<Owed> => {
    const ana = await operator(here.world)
    await here.network.placeCall({ from: child })
    const board = await ana.asks('queue.board', {})
    const contactId = board.find(({ state, live }) => state === 'waiting' && live)?.id
    await here.network.hangUp({ phone: child })
    await here.settles()
    if (!contactId) throw new Error('Nobody rang.')
    const { id: callBackId, version } = await callBackOf(ana, contactId)
    await ana.does('queue.markCallBackSafe', { callBackId, version, safe: 'safe' })
    return { child, ana, contactId }
  }

  /** The operator has sound, and nothing is done yet that follows from it. */
  const joins = async (desk: Person, contactId: ContactId): Promise<SoftCall> => {
    const { token, gateway } = await desk.asks('queue.lineToken', { contactId })
    const phone = await openSoftphone({ gateway: gateway ?? '', token })
    const call = await phone.calls({ conf: contactId })
    await here.network.seen((entry) => entry.what === 'room.joined' && entry.room === contactId)
    await here.network.settled()
    return call
  }

  const comesIn = async (desk: Person, contactId: ContactId): Promise<SoftCall> => {
    const call = await joins(desk, contactId)
    await here.settles()
    return call
  }

  /** The operator has sound, and the child's telephone rings. */
  const rings = async (): Promise<Calling> => {
    const all = await owed()
    await dials(all.ana, all.contactId)
    const desk = await comesIn(all.ana, all.contactId)
    await isAt(all.child, 'ringing')
    await here.settles()
    return { ...all, desk }
  }

  /** The network has said whether a person or a machine picked up. */
  const verdict = async (child: string): Promise<void> => {
    await here.network.seen(
      (entry) =>
        entry.what === 'webhook.answered' &&
        entry.url.includes('/twilio/machine') &&
        entry.sid === lastTo(child)?.sid,
    )
    await here.settles()
  }

  /** The child speaks with the operator, and it is known that it is no machine. */
  const reached = async (): Promise<Calling> => {
    const all = await rings()
    await here.network.answer({ phone: all.child })
    await isThere(all.child)
    await verdict(all.child)
    return all
  }

  return { lastTo, isAt, isThere, owed, joins, comesIn, rings, verdict, reached }
}
