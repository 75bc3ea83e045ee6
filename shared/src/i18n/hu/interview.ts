import type { Translated } from '../catalogue.ts'
import type { interview as source } from '../ro/interview.ts'

export const interview: Translated<typeof source> = {
  title: 'Csendes mód',
  what: 'igen-nem kérdések',
  open: 'Csendes mód: igen, nem',
  stop: 'Leállítás',
  next: 'Következő',
  again: 'Ismétlés',
  language: 'A kérdések nyelve',
  wording: 'Megfogalmazás',
  adult: 'Felnőtt',
  child: 'Gyermek',
  way: {
    phone: 'Hallja a kérdést. Téged nem hall.',
    browser: 'A kérdés a hívó képernyőjén áll. Az oldala néma.',
    text: 'A kérdés üzenetben ment el.',
  },
  asked: 'Most kérdezzük',
  noAnswer: 'Még nincs válasz. A kérdés ismétlődik ({n}).',
  ending: {
    complete: 'Nincs több kérdés.',
    stopped: 'A kérdések leálltak.',
    hung_up: 'A hívó letette.',
    left: 'A megkeresés már nem volt nálad.',
    not_moved: 'A hálózat nem vitte a hívást a kérdésekhez. Nyomd meg az F7-et, és próbáld újra.',
  },
  yes: 'Igen',
  no: 'Nem',
  unknown: 'Nem tudom',
  unanswered: 'nincs válasz',
  answered: 'Válaszok',
  cover: 'Megbeszélt szó:',
  byKey: 'gombbal',
}
