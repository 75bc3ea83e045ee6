/** Tables nobody may change or empty once written. */
export const appendOnlyTables: readonly string[] = ['facts', 'seals']

/** What `veghe_auth` touches, and all it touches: the tables behind signing in. */
export const authTables: readonly string[] = [
  'staff',
  'accounts',
  'sessions',
  'verifications',
  'two_factors',
  'passkeys',
  'used_codes',
  'lockouts',
]

/** Of those, what the application itself may do: read who someone is, and administer staff. Never a password. */
export const appOnAuthTables: Readonly<Record<string, string>> = {
  staff: 'select, insert, update',
  sessions: 'select, update, delete',
  accounts: '',
  verifications: '',
  two_factors: '',
  passkeys: '',
  used_codes: '',
  lockouts: '',
}
