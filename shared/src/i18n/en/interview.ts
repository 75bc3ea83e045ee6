import type { Translated } from '../catalogue.ts'
import type { interview as source } from '../ro/interview.ts'

export const interview: Translated<typeof source> = {
  title: 'Silent mode',
  what: 'yes/no questions',
  open: 'Silent mode: yes and no',
  stop: 'Stop',
  next: 'Next',
  again: 'Repeat',
  language: 'Language of the questions',
  wording: 'Wording',
  adult: 'Adult',
  child: 'Child',
  way: {
    phone: 'They hear the question, not you.',
    browser: 'The question stands on the caller’s screen. Their page is silent.',
    text: 'The question went out as a text.',
  },
  asked: 'Asked now',
  noAnswer: 'No answer yet. The question is repeated ({n}).',
  ending: {
    complete: 'Nothing is left to ask.',
    stopped: 'The questions are stopped.',
    hung_up: 'The caller hung up.',
    left: 'The contact was no longer yours.',
    not_moved: 'The network did not take the call to the questions. Press F7 to try again.',
  },
  yes: 'Yes',
  no: 'No',
  unknown: 'Don’t know',
  unanswered: 'no answer',
  answered: 'Answers',
  cover: 'Agreed words:',
  byKey: 'by key',
}
