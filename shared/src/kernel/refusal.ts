/** Why the system said no. The server maps the code to a status once, the client to a sentence once. */
export const refusalStatus = {
  bad_input: 400,
  key_missing: 400,
  key_on_query: 400,
  not_signed_in: 401,
  wrong_password: 401,
  second_factor_needed: 401,
  second_factor_wrong: 401,
  not_allowed: 403,
  origin_refused: 403,
  not_found: 404,
  too_large: 413,
  key_reused: 422,
  too_many: 429,
  locked_out: 429,
  unavailable: 503,
  busy: 503,
  bug: 500,

  changed_meanwhile: 409,
  queue_empty: 409,
  operator_not_available: 409,
  operator_has_contact: 409,
  already_taken: 409,
  contact_ended: 409,
  not_holder: 409,
  undo_too_late: 409,
  confirmation_needed: 409,
  own_proposal: 403,
  nothing_to_ask: 409,
  interview_over: 409,
  lowering_pending: 409,
  no_lowering_pending: 409,
  cannot_lower: 409,
  reason_needed: 400,
  call_back_closed: 409,
  call_back_running: 409,
  attempts_needed: 409,
  reason_not_true: 409,
  safety_unknown: 409,
  contact_unsafe: 409,
  channel_unsafe: 409,
  outside_safe_hours: 409,
  unsafe_stands: 403,
  lines_full: 503,
  chats_full: 503,
  chat_left: 409,
  call_elsewhere: 409,
  own_call: 409,
  supervisor_present: 409,
  colleague_busy: 409,
  colleague_away: 409,
  colleague_not_on_line: 409,
  consult_running: 409,
  no_consult: 409,
  no_line: 409,
  no_recording: 409,
  caller_not_connected: 409,
  no_number: 409,
  number_hidden: 409,
  opted_out: 409,
  whatsapp_closed: 409,
  number_not_allowed: 409,
  case_closed: 409,
  case_cannot_close: 409,
  case_not_opened: 409,
  person_linked: 409,
  team_busy: 409,
  team_off_duty: 409,
  nobody_on_call: 409,
  dispatch_ended: 409,
  step_not_next: 409,
  already_acknowledged: 409,
  alarm_ended: 409,
  own_alarm: 403,
  protocol_unknown: 409,
  staff_exists: 409,
  last_administrator: 409,
} as const

export type RefusalCode = keyof typeof refusalStatus

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: Record<string, unknown>

  constructor(code: RefusalCode, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
