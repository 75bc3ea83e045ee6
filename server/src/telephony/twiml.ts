import type { Locale } from '@veghe/shared/identity/identity.codes.ts'
import type { ContactId, CountyCode, StaffId } from '@veghe/shared/kernel/ids.ts'
import twilio from 'twilio'

/**
 * The documents a call is told to follow. All but `parkDocument` are built without asking anybody, so that a
 * database that is away never makes a caller hear the line die. Spoken Romanian: these are the line's words, not
 * a screen's, and whoever calls has chosen no language yet.
 */
const spoken = { language: 'ro-RO' } as const

const greeting = 'Ați sunat la 119. Rămâneți pe fir, un operator vă răspunde.'
/** Said before anybody answers, to whoever calls, whose language nobody knows yet. Whoever answers cuts it short. */
const greetingRecorded = [
  { ...spoken, words: 'Ați sunat la 119. Apelul se înregistrează.' },
  { language: 'hu-HU', words: 'A hívást rögzítjük.' },
  { language: 'en-GB', words: 'The call is recorded.' },
  { ...spoken, words: 'Un operator vă răspunde.' },
] as const
/** To whoever calls the number that a call-back showed: it may be somebody who must not know. */
const neutralGreeting = 'Bună ziua. Rămâneți pe fir, vă răspundem îndată.'
const stayWithUs = 'Rămâneți cu noi. Vă răspundem îndată.'
/** No promise but what follows by itself: whoever leaves a message is owed a call, and somebody hears it. */
const speakNow =
  'Nu vă putem da legătura acum. Vorbiți după semnal; dacă viața cuiva este în pericol, închideți și sunați la 112.'
const neutralSpeakNow = 'Nu vă putem răspunde acum. Vorbiți după semnal.'
const messageKept = 'Am păstrat mesajul.'
const trouble =
  'Ați sunat la 119. Rămâneți pe fir, vă dăm legătura. Dacă viața cuiva este în pericol acum, închideți și sunați la 112.'

export type OfContact = { contactId: ContactId; county: CountyCode }

/** Which contact a later request about the call is for. Ids only: addresses end up in logs. */
export const contactQuery = ({ contactId, county }: OfContact): string =>
  new URLSearchParams({ contact: contactId, county }).toString()

/** F1's answer: a short greeting, then the parking place where our own queue decides. */
export function parkDocument(of: OfContact & { onNeutralLine: boolean; isRecorded: boolean }): string {
  if (of.onNeutralLine) return parked(inRomanian(neutralGreeting), of)
  return of.isRecorded ? parked(greetingRecorded, of, { isTold: true }) : parked(inRomanian(greeting), of)
}

/** For a caller who already spoke with somebody: taken back to the parking place with a word. */
export const holdDocument = (of: OfContact): string => parked(inRomanian(stayWithUs), of)

type Sentence = { language: 'ro-RO' | 'hu-HU' | 'en-GB'; words: string }

const inRomanian = (words: string): Sentence[] => [{ ...spoken, words }]

/** `isTold`: whoever hears all of it knows that they are recorded, which the request for what they hear next tells us. */
function parked(said: readonly Sentence[], of: OfContact, { isTold = false } = {}): string {
  const response = new twilio.twiml.VoiceResponse()
  for (const { language, words } of said) response.say({ language }, words)
  const query = contactQuery(of)
  response.enqueue(
    { waitUrl: `/twilio/wait?${query}${isTold ? '&told=yes' : ''}`, action: `/twilio/left?${query}` },
    parkingPlace(of.county),
  )
  response.redirect(voicemailPath(of))
  return response.toString()
}

export const voicemailPath = (of: OfContact): string => `/twilio/voicemail?${contactQuery(of)}`

const longestMessageSeconds = 120
const silenceSeconds = 5

/**
 * Where no human can be reached just now: one sentence, then whoever calls may speak, and an operator may take them out of
 * it at any moment. Somebody who says nothing, and may not be able to, is parked once more.
 */
export function voicemailDocument({ onNeutralLine, ...of }: OfContact & { onNeutralLine: boolean }): string {
  const response = new twilio.twiml.VoiceResponse()
  const query = contactQuery(of)
  response.say(spoken, onNeutralLine ? neutralSpeakNow : speakNow)
  response.record({
    ...{ action: `/twilio/spoken?${query}`, maxLength: longestMessageSeconds, timeout: silenceSeconds },
    ...{ playBeep: true, finishOnKey: '#', trim: 'do-not-trim' },
    // Told also of one that was broken off because somebody came after all.
    recordingStatusCallback: `/twilio/recording?${query}`,
    recordingStatusCallbackEvent: ['completed'],
  })
  response.redirect(`/twilio/hold?${query}`)
  return response.toString()
}

export const messageKeptDocument = (): string => farewellDocument(messageKept)

/** A call that nobody here knows begins where every call does. */
export function beginDocument(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.redirect('/twilio/voice')
  return response.toString()
}

/** The carrier's queue is only where callers are kept; their order is ours. */
export const parkingPlace = (county: CountyCode): string => `veghe-${county}`

/** Heard again and again until the caller is taken out of the parking place. */
export function waitDocument(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, stayWithUs)
  response.pause({ length: 20 })
  return response.toString()
}

/** Whoever holds the call, a colleague beside them, or who supervises: two parties of a conference never have one label. */
export type DeskLabel = 'operator' | `colleague-${string}` | `supervisor-${string}`

export const colleagueLabel = (staffId: StaffId): DeskLabel => `colleague-${staffId}`
const supervisors = 'supervisor-'
export const supervisorLabel = (staffId: StaffId): DeskLabel => `${supervisors}${staffId}`
export const isSupervisor = (label: string | null): boolean => label?.startsWith(supervisors) ?? false

/**
 * Joins a leg to the contact's conference. The caller's leg ends it, the operator's does not: an operator whose
 * browser dies must not hang up on the caller. A supervisor comes in unheard; who hears them is said once they are in.
 */
export function joinDocument(of: OfContact & { label: 'caller' | DeskLabel; isQuiet?: boolean }): string {
  const response = new twilio.twiml.VoiceResponse()
  const isCaller = of.label === 'caller'
  response.dial(isCaller ? { action: `/twilio/dialled?${contactQuery(of)}` } : {}).conference(
    {
      participantLabel: of.label,
      beep: 'false',
      startConferenceOnEnter: !isSupervisor(of.label),
      endConferenceOnExit: isCaller,
      ...(isSupervisor(of.label) ? { muted: true } : {}),
      jitterBufferSize: 'small',
      statusCallback: `/twilio/conf?${contactQuery(of)}`,
      statusCallbackEvent: ['start', 'end', 'join', 'leave'],
      // The carrier would play music to whoever is first.
      ...(of.isQuiet ? { waitUrl: '/twilio/quiet' } : {}),
    },
    of.contactId,
  )
  return response.toString()
}

/**
 * What a caller hears whom their operator has put aside for a moment. A conference plays a document once: this one
 * asks for itself again, so that the line is never dead.
 */
export function asideDocument(of: OfContact): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, stayWithUs)
  response.pause({ length: 10 })
  response.redirect(asidePath(of))
  return response.toString()
}

export const asidePath = (of: OfContact): string => `/twilio/aside?${contactQuery(of)}`

/** Nothing is heard until somebody else comes in. */
export function quietDocument(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.pause({ length: 60 })
  return response.toString()
}

/** For a desk that has no business in the call it asked for. */
export function refusalDocument(): string {
  const response = new twilio.twiml.VoiceResponse()
  response.reject()
  return response.toString()
}

/** Where the question of this turn is said, and its key comes in. */
export const interviewPath = ({ turn, ...of }: OfContact & { turn: number }): string =>
  `/twilio/interview?${contactQuery(of)}&turn=${turn}`

const voices = { ro: 'ro-RO', hu: 'hu-HU', en: 'en-GB' } as const

/**
 * A question to a caller who cannot speak: one key answers it, also while it is still being said. Without a key it is
 * asked for again after `within` seconds: the line is never dead, and nothing ends it but the caller or their operator.
 */
export function questionDocument(
  of: OfContact & { turn: number; language: Locale; words: readonly string[]; within: number },
): string {
  const response = new twilio.twiml.VoiceResponse()
  const gather = response.gather({
    ...{ numDigits: 1, timeout: of.within, actionOnEmptyResult: true },
    ...{ finishOnKey: '', action: interviewPath(of) },
  })
  for (const words of of.words) gather.say({ language: voices[of.language] }, words)
  return response.toString()
}

/** The questions are over: a word, if there is one to say, and back to the operator. */
export function backDocument(of: OfContact & { language: Locale; words: readonly string[] }): string {
  const response = new twilio.twiml.VoiceResponse()
  for (const words of of.words) response.say({ language: voices[of.language] }, words)
  response.redirect(`/twilio/join?${contactQuery(of)}`)
  return response.toString()
}

/** Nothing more to do: for a call that was already moved elsewhere, and the answer to a text. */
export const emptyDocument = (): string => new twilio.twiml.VoiceResponse().toString()

/**
 * When the usual document could not be had. Needs no database and no Redis, and asks for the usual document again
 * after a while, for as long as the caller stays.
 */
export function fallbackDocument({ onNeutralLine }: { onNeutralLine: boolean }): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, onNeutralLine ? neutralGreeting : trouble)
  response.pause({ length: 4 })
  response.redirect('/twilio/voice')
  return response.toString()
}

/**
 * A page by voice: said twice, waiting for a key each time. `action` is asked for with the key pressed, or with
 * none. Names nobody and no place finer than the unit: it may be a mailbox that listens.
 */
export function pageDocument(page: { words: string; action: string }): string {
  const response = new twilio.twiml.VoiceResponse()
  const gather = response.gather({ numDigits: 1, timeout: 8, actionOnEmptyResult: true, action: page.action })
  gather.say(spoken, page.words)
  gather.pause({ length: 2 })
  gather.say(spoken, page.words)
  return response.toString()
}

/** The last words of a call we placed. */
export function farewellDocument(words: string): string {
  const response = new twilio.twiml.VoiceResponse()
  response.say(spoken, words)
  response.hangup()
  return response.toString()
}

/** What the duty officer hears when the watchdog calls: said three times, for whoever was asleep. */
export function watchDocument(): string {
  const response = new twilio.twiml.VoiceResponse()
  for (let times = 0; times < 3; times++) {
    response.say(
      spoken,
      'Supravegherea liniei 119. O alertă întârzie sau un program s-a oprit. Deschideți consola acum.',
    )
    response.pause({ length: 2 })
  }
  return response.toString()
}
