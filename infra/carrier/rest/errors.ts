/** A refusal of the API under Twilio's own number for it (F19). */
export class RestRefusal extends Error {
  readonly code: number
  readonly status: number
  constructor(code: keyof typeof refusals, message?: string) {
    super(message ?? refusals[code].message)
    this.code = code
    this.status = refusals[code].status
  }
}

const refusals = {
  20001: { status: 400, message: 'Bad request' },
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  20500: { status: 500, message: 'Internal Server Error' },
  20501: { status: 501, message: 'The stand-in does not play this' },
  20503: { status: 503, message: 'Service unavailable' },
  21210: { status: 400, message: 'The source phone number provided is not yet verified for your account' },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21220: { status: 400, message: 'Call is not in-progress. Cannot redirect.' },
  21606: {
    status: 400,
    message: "The 'From' phone number provided is not a valid message-capable phone number",
  },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  21701: { status: 404, message: 'The Messaging Service does not exist' },
} as const

export function errorBody(refusal: { code: number; status: number; message: string }): object {
  const { code, message, status } = refusal
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}
