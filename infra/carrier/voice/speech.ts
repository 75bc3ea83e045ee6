import { gathered } from '../fixtures.ts'
import { heard } from '../network.ts'
import type { Verb } from '../twiml/read.ts'
import { actionStep, type Cue, flagOf, methodOf, type Next, numberOf, type Scene } from './scene.ts'

/** About the pace of a synthetic voice. */
const LETTERS_A_SECOND = 15

/** A recording's length is unknown without its sound; this is a sentence or a bar of music. */
const RECORDING_SECONDS = 8

/** Twilio's own limit for `loop="0"`, which means for ever. */
const FOR_EVER = 1_000

export async function say(scene: Scene, verb: Verb): Promise<'next'> {
  return utter(scene, verb, { text: verb.text, seconds: Math.ceil(verb.text.length / LETTERS_A_SECOND) })
}

export async function play(scene: Scene, verb: Verb): Promise<'next'> {
  const digits = verb.attributes.get('digits')
  return utter(scene, verb, { text: digits ? `♪ ${digits}` : `♪ ${verb.text}`, seconds: RECORDING_SECONDS })
}

export async function pause(scene: Scene, verb: Verb): Promise<'next'> {
  await scene.line.wait(numberOf(verb, 'length', 1))
  return 'next'
}

async function utter(scene: Scene, verb: Verb, sound: { text: string; seconds: number }): Promise<'next'> {
  const times = numberOf(verb, 'loop', 1) || FOR_EVER
  for (let time = 0; time < times; time += 1) {
    scene.net.journal.record(heard(scene.live.call.sid, sound.text))
    await scene.line.wait(sound.seconds)
  }
  return 'next'
}

/** Reads keys while the nested verbs sound and for `timeout` seconds after each key. */
export async function gather(scene: Scene, { verb, document }: Cue): Promise<Next> {
  const digits = await collect(scene, verb)
  if (digits === '' && !flagOf(verb, 'actionOnEmptyResult', false)) return 'next'
  const extra = gathered({}, digits)
  const own = { kind: 'fetch', url: document.url, method: methodOf(verb, 'method'), extra } as const
  return actionStep(verb, extra) ?? own
}

async function collect(scene: Scene, verb: Verb): Promise<string> {
  scene.line.listen(true)
  try {
    return await readDigits(scene, verb)
  } finally {
    scene.line.listen(false)
  }
}

async function readDigits(scene: Scene, verb: Verb): Promise<string> {
  const finish = verb.attributes.get('finishOnKey') ?? '#'
  const wanted = numberOf(verb, 'numDigits', Number.POSITIVE_INFINITY)
  const timeout = numberOf(verb, 'timeout', 5)
  let digits = ''
  let next = await promptedKey(scene, verb, timeout)
  while (next !== undefined && (next !== finish || finish === '')) {
    digits += next
    if (digits.length >= wanted) return digits
    next = await scene.line.key(timeout)
  }
  return digits
}

/** The first key cuts the prompt short; without one the silence is counted from the end of the prompt. */
async function promptedKey(scene: Scene, verb: Verb, timeout: number): Promise<string | undefined> {
  for (const prompt of verb.children) {
    const key = await duringPrompt(scene, prompt)
    if (key !== undefined) return key
  }
  return scene.line.key(timeout)
}

async function duringPrompt(scene: Scene, prompt: Verb): Promise<string | undefined> {
  if (prompt.name === 'Pause') return scene.line.key(numberOf(prompt, 'length', 1))
  const spoken = prompt.name === 'Say'
  const text = spoken ? prompt.text : `♪ ${prompt.text}`
  const seconds = spoken ? Math.ceil(prompt.text.length / LETTERS_A_SECOND) : RECORDING_SECONDS
  const times = numberOf(prompt, 'loop', 1) || FOR_EVER
  for (let time = 0; time < times; time += 1) {
    scene.net.journal.record(heard(scene.live.call.sid, text))
    const key = await scene.line.key(seconds)
    if (key !== undefined) return key
  }
  return undefined
}
