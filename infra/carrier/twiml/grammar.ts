/** How an attribute's value has to look. */
export type Kind = 'text' | 'integer' | 'boolean' | 'method' | 'url' | readonly string[]

/** Where a document runs: an ordinary call, a queue's waiting document, a conference's, or the answer to a text. */
export type Where = 'call' | 'queue' | 'room' | 'text'

type Shape = { attributes: Record<string, Kind>; children: readonly string[]; text: 'none' | 'some' | 'url' }

const record = { attributes: {}, children: [], text: 'none' } as const satisfies Shape
const callback = {
  statusCallback: 'url',
  statusCallbackMethod: 'method',
} as const

/**
 * The verbs the stand-in plays, with Twilio's own attributes for them. What Twilio knows but the stand-in would have to
 * pretend (speech recognition, transcripts, recording of a conference) is left out, so that a document asking for it is refused.
 */
export const shapes: Record<string, Shape> = {
  Say: { attributes: { voice: 'text', language: 'text', loop: 'integer' }, children: [], text: 'some' },
  Play: { attributes: { loop: 'integer', digits: 'text' }, children: [], text: 'url' },
  Pause: { attributes: { length: 'integer' }, children: [], text: 'none' },
  Gather: {
    attributes: {
      action: 'url',
      method: 'method',
      input: ['dtmf'],
      language: 'text',
      timeout: 'integer',
      numDigits: 'integer',
      finishOnKey: 'text',
      actionOnEmptyResult: 'boolean',
      bargeIn: 'boolean',
    },
    children: ['Say', 'Play', 'Pause'],
    text: 'none',
  },
  Enqueue: {
    attributes: {
      action: 'url',
      method: 'method',
      waitUrl: 'url',
      waitUrlMethod: 'method',
      maxQueueSize: 'integer',
    },
    children: [],
    text: 'some',
  },
  Redirect: { attributes: { method: 'method' }, children: [], text: 'url' },
  Hangup: record,
  Leave: record,
  Reject: { attributes: { reason: ['rejected', 'busy'] }, children: [], text: 'none' },
  Dial: {
    attributes: {
      action: 'url',
      method: 'method',
      timeout: 'integer',
      timeLimit: 'integer',
      callerId: 'text',
      answerOnBridge: 'boolean',
      hangupOnStar: 'boolean',
    },
    children: ['Conference', 'Number'],
    text: 'none',
  },
  Conference: {
    attributes: {
      ...callback,
      statusCallbackEvent: 'text',
      participantLabel: 'text',
      startConferenceOnEnter: 'boolean',
      endConferenceOnExit: 'boolean',
      muted: 'boolean',
      beep: ['true', 'false', 'onEnter', 'onExit'],
      maxParticipants: 'integer',
      jitterBufferSize: ['large', 'medium', 'small', 'off'],
      waitUrl: 'url',
      waitMethod: 'method',
    },
    children: [],
    text: 'some',
  },
  Number: {
    attributes: { ...callback, statusCallbackEvent: 'text', url: 'url', method: 'method' },
    children: [],
    text: 'some',
  },
  Record: {
    attributes: {
      action: 'url',
      method: 'method',
      timeout: 'integer',
      finishOnKey: 'text',
      maxLength: 'integer',
      playBeep: 'boolean',
      trim: ['trim-silence', 'do-not-trim'],
      recordingStatusCallback: 'url',
      recordingStatusCallbackMethod: 'method',
      recordingStatusCallbackEvent: 'text',
    },
    children: [],
    text: 'none',
  },
}

/** Verbs Twilio accepts at the top of a document, by where it runs. */
export const allowedIn: Record<Where, readonly string[]> = {
  call: ['Say', 'Play', 'Pause', 'Gather', 'Enqueue', 'Redirect', 'Hangup', 'Reject', 'Dial', 'Record'],
  queue: ['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Hangup', 'Leave'],
  room: ['Say', 'Play', 'Pause', 'Redirect'],
  // Answers to texts go through the REST API, where they can be followed.
  text: [],
}

/** Nothing after one of these can ever be reached. */
export const lastWords: readonly string[] = ['Redirect', 'Hangup', 'Leave', 'Reject']
