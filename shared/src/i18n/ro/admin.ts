/** Accounts of the county and the keys that programs use. */
export const admin = {
  title: 'Conturi',
  staff: 'Personal',
  name: 'Nume',
  email: 'E-mail',
  roles: 'Roluri',
  none: 'Niciun cont în acest județ.',
  role: {
    operator: 'operator',
    duty_officer: 'ofițer de serviciu',
    responder: 'echipă mobilă',
    manager: 'manager',
    reviewer: 'evaluator de calitate',
    administrator: 'administrator',
    coordinator: 'coordonator național',
  },
} as const
