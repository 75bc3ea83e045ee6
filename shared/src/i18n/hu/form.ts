import type { Translated } from '../catalogue.ts'
import type { form as source } from '../ro/form.ts'

export const form: Translated<typeof source> = {
  title: 'Adatlap',
  filled: '{filled} / {all}',
  refused: 'Nem akarja megmondani',
  vault: 'csak a 119-nek, egyetlen nyomtatványon sem szerepel',
  receivedAt: 'Mikor érkezett',
  receivedAtHint: 'A bejelentésen álló idő; a rögzítés ideje magától kerül rá.',
  notYet: 'Az idő a jövőben van.',
  notMoment: 'Írd így a napot és az időt: 22.11.2026 14:30',
  page: 'A lap száma',
  pageHint: 'a papírlapról',
  words: 'Mit mond a bejelentés',
  wordsHint: 'A saját szavaival, vélemény nélkül.',
  reporter: 'Ki jelent be',
  number: 'Telefon',
  enter: 'A sorba tesz',
  enterHint: 'Sorra kerül, mint bármely megkeresés.',
  entered: 'A bejelentés a sorban van.',
}
