import type { Translated } from '../catalogue.ts'
import type { admin as source } from '../ro/admin.ts'

export const admin: Translated<typeof source> = {
  title: 'Accounts',
  staff: 'Staff',
  name: 'Name',
  email: 'E-mail',
  roles: 'Roles',
  none: 'No account in this county.',
  role: {
    operator: 'operator',
    duty_officer: 'duty officer',
    responder: 'responder',
    manager: 'manager',
    reviewer: 'quality reviewer',
    administrator: 'administrator',
    coordinator: 'national coordinator',
  },
}
