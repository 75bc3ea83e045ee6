import { type Desk, openDesk } from '../faults/desk.ts'
import { signIn, totpNow } from '../faults/sign-in.ts'
import type { Product } from './product.ts'

/** As many operators as are asked for, made by the administrator as in life and ready at their desks. */
export async function hireOperators(product: Product, count: number): Promise<Desk[]> {
  const { target, people } = product
  const person = people().find(({ roles }) => roles.includes('administrator'))
  if (!person) throw new Error('The demo has no administrator.')
  const code = person.secondFactor && totpNow(person.secondFactor)
  const cookie = await signIn(target, { ...person, code })
  const administrator = deskOf(target, { name: person.name, cookie })
  const operators: Desk[] = []
  for (let n = 1; n <= count; n++) operators.push(await hireOne(target, administrator, n))
  return operators
}

async function hireOne(target: string, administrator: Desk, n: number): Promise<Desk> {
  const [name, email] = [`Operator ${n}`, `operator.${n}@veghe.example`]
  const added = await administrator.does('identity.addStaff', { name, email, roles: ['operator'] })
  const cookie = await signIn(target, { email, password: added.firstPassword })
  const desk = deskOf(target, { name, cookie })
  await desk.does('queue.setStatus', { status: 'available' })
  return desk
}

export const deskOf = (target: string, member: { name: string; cookie: string }): Desk =>
  openDesk(member, { urls: () => [target], origin: target })
