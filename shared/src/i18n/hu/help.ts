import type { Translated } from '../catalogue.ts'
import type { help as source } from '../ro/help.ts'

export const help: Translated<typeof source> = {
  title: 'Tájékoztató',
  exit: 'Gyors kilépés',
  exitHow:
    'Nyomd meg a gombot vagy háromszor a Shift billentyűt. Az oldal eltűnik, de a böngésző előzményeiben megmarad.',
  heading: 'Szeretnél beszélni valakivel?',
  callHere: 'Hívj innen',
  callHereHint: 'Telefon nélkül, ennek az eszköznek a mikrofonjával',
  call119: 'Hívd a 119-et',
  free: 'Ingyenes, éjjel-nappal',
  call112: 'Most veszély van: hívd a 112-t',
  noName: 'Nem kell megmondanod a neved.',
  control: 'Bármikor abbahagyhatod.',
  trace:
    'Ha innen hívsz, a számod nem látszik, de a beszélgetést rögzíthetjük. Ha valaki nagy veszélyben van, segítséget hívunk. Megpróbálunk előbb szólni neked.',
  opening: 'Kapcsolunk…',
  waiting: 'A vonalban vagy. Hamarosan felveszi valaki.',
  connected: 'A 119 egyik munkatársával beszélsz.',
  lost: 'A kapcsolat megszakadt. Újrapróbáljuk…',
  ended: 'A hívás véget ért. Bármikor visszajöhetsz.',
  silently: 'Nem kell beszélned. Nyomj meg egy választ vagy a gombját.',
  yes: 'Igen',
  no: 'Nem',
  unknown: 'Nem tudom',
  isSilent: 'Az oldal most néma.',
  soundOn: 'Hang bekapcsolása',
  hangUp: 'Leteszem',
  full: 'Itt minden vonal foglalt. Hívd a 119-et, ingyenes.',
  noMicrophone: 'Ez az eszköz nem engedi, hogy halljunk. Hívd a 119-et, ingyenes.',
  failed: 'Nem sikerült kapcsolni. Hívd a 119-et, ingyenes.',
}
