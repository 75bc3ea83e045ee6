import type { Translated } from '../catalogue.ts'
import type { admin as source } from '../ro/admin.ts'

export const admin: Translated<typeof source> = {
  title: 'Fiókok',
  staff: 'Munkatársak',
  name: 'Név',
  email: 'E-mail',
  roles: 'Szerepek',
  none: 'Nincs fiók ebben a megyében.',
  role: {
    operator: 'operátor',
    duty_officer: 'ügyeletes tiszt',
    responder: 'mobil csapat',
    manager: 'vezető',
    reviewer: 'minőségellenőr',
    administrator: 'rendszergazda',
    coordinator: 'országos koordinátor',
  },
}
