import type { Translated } from '../catalogue.ts'
import type { help as source } from '../ro/help.ts'

export const help: Translated<typeof source> = {
  title: 'Information',
  exit: 'Leave quickly',
  exitHow: 'Press the button or Shift 3 times. The page goes away, but stays in your browser history.',
  heading: 'Do you want to talk to someone?',
  callHere: 'Call from here',
  callHereHint: 'Without a phone, with the microphone of this device',
  call119: 'Call 119',
  free: 'Free, day and night',
  call112: 'Danger now: call 112',
  noName: 'You don’t have to say your name.',
  control: 'You can stop any time.',
  trace:
    'When you call from here, your number is not visible, but the call may be recorded. If someone is in serious danger we get help. We try to tell you first.',
  opening: 'Connecting you…',
  waiting: 'You are on the line. Someone will answer soon.',
  connected: 'You are talking to someone at 119.',
  lost: 'The connection broke off. Trying again…',
  ended: 'The call has ended. Come back any time.',
  silently: 'You don’t have to speak. Press an answer or its key.',
  yes: 'Yes',
  no: 'No',
  unknown: 'I don’t know',
  isSilent: 'The page is silent now.',
  soundOn: 'Turn the sound on',
  hangUp: 'Hang up',
  full: 'All lines here are taken. Call 119, it is free.',
  noMicrophone: 'This device does not let us hear you. Call 119, it is free.',
  failed: 'We could not connect you. Call 119, it is free.',
}
