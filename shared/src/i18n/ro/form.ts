/** The reporting sheet, and a report entered by hand. */
export const form = {
  title: 'Fișa',
  filled: '{filled} din {all}',
  refused: 'Nu vrea să spună',
  vault: 'numai pentru 119, nu apare pe nicio foaie',
  receivedAt: 'Când a venit',
  receivedAtHint: 'Ora de pe sesizare; ora introducerii se pune singură.',
  notYet: 'Ora este în viitor.',
  page: 'Numărul fișei',
  pageHint: 'de pe fișa de hârtie',
  words: 'Ce spune sesizarea',
  wordsHint: 'Cuvintele ei, fără păreri.',
  reporter: 'Cine sesizează',
  number: 'Telefonul',
  enter: 'Pune în coadă',
  enterHint: 'Intră la rând ca orice contact.',
  entered: 'Sesizarea este în coadă.',
} as const
