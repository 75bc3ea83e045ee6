import twilio from 'twilio'

const spoken = { language: 'ro-RO' } as const

/** So long each desk rings: whoever calls has heard nothing but ringing until then. */
const ringsForSeconds = 25
const longestMessageSeconds = 120

/**
 * What the carrier keeps for the day on which nothing of ours answers: one word, then all desk telephones ring at
 * once, and where none is picked up the caller may leave a message. Needs no server, so it names no address of ours:
 * the carrier asks for it again when it has been played, and the desks ring again. From the carrier's list of calls
 * each becomes a contact as soon as we are back.
 */
export function reserveDocument(desks: readonly string[]): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, 'Ați sunat la 119. Vă dăm legătura. În pericol de moarte, sunați la 112.')
  const dial = response.dial({ timeout: ringsForSeconds })
  for (const desk of desks) dial.number(desk)
  response.say(
    spoken,
    'Nu vă putem da legătura acum. Spuneți după semnal unde sunteți și ce se întâmplă; vă sunăm noi, îndată ce putem.',
  )
  response.record({ maxLength: longestMessageSeconds, timeout: 10, playBeep: true })
  return response.toString()
}
