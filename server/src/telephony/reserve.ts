import twilio from 'twilio'

const spoken = { language: 'ro-RO' } as const

/** So long each desk rings: whoever calls has heard nothing but ringing until then. */
const ringsForSeconds = 25
const longestMessageSeconds = 120
/** Of ringing and silence, for a caller who cannot speak; whoever has spoken begins anew. */
const rounds = 10

/**
 * What the carrier keeps for the day on which nothing of ours answers: one word, then all desk telephones ring at
 * once, and where none is picked up the caller may leave a message. Needs no server, so it names no address of ours, not
 * even for what came of the ringing: the carrier asks for it again once somebody has spoken, and goes on in it when nobody
 * did, so that the desks ring again either way. From the carrier's list of calls each becomes a contact as soon as we are
 * back, with what was said.
 */
export function reserveDocument(desks: readonly string[]): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, 'Ați sunat la 119. Vă dăm legătura. În pericol de moarte, sunați la 112.')
  for (let round = 0; round < rounds; round++) {
    const dial = response.dial({ timeout: ringsForSeconds })
    for (const desk of desks) dial.number(desk)
    response.say(
      spoken,
      'Nu vă putem da legătura acum. Spuneți după semnal unde sunteți și ce se întâmplă; vă sunăm noi, îndată ce putem.',
    )
    response.record({ maxLength: longestMessageSeconds, timeout: 10, playBeep: true, trim: 'do-not-trim' })
  }
  return response.toString()
}
