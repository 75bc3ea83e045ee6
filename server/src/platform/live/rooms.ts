import { type Action, type PushName, pushes } from '@veghe/shared/api.ts'
import type { CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import { mayDo } from '@veghe/shared/permissions.ts'
import type { Actor } from '../context.ts'

type Person = Extract<Actor, { kind: 'person' }>

/** Every query that has something to push; who may ask it may hear it. */
const heard: readonly Action[] = [...new Set(Object.values(pushes).map((push): Action => push.heardBy))]

export const roomOf = (county: CountyCode, action: Action): string => `${county}/${action}`
export const ownRoomOf = (staff: StaffId, action: Action): string => `staff/${staff}/${action}`
export const nationalRoomOf = (action: Action): string => `*/${action}`
/** Everything a person has open, to be cut when their rights change. */
export const personRoomOf = (staff: StaffId): string => `staff/${staff}`

/** The rooms follow from the permissions; no client ever names one. */
export function roomsOf(actor: Person): string[] {
  const rooms = heard.map((action) => {
    const right = mayDo(actor.roles, action)
    if (right === 'own') return ownRoomOf(actor.staffId, action)
    if (right === 'county') return roomOf(actor.county, action)
    return right && nationalRoomOf(action)
  })
  return [personRoomOf(actor.staffId), ...rooms.filter((room) => room !== null)]
}

/** Who hears a push: the county's readers, the country's, and those whom it concerns by their own right. */
export function audienceOf(push: PushName, where: { county: CountyCode; to: readonly StaffId[] }): string[] {
  const action = pushes[push].heardBy
  return [
    roomOf(where.county, action),
    nationalRoomOf(action),
    ...where.to.map((staff) => ownRoomOf(staff, action)),
  ]
}
