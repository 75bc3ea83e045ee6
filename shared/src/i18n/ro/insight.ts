/** The manager's page: how long each phase took, and the ledger that shows that nothing is lost. */
export const insight = {
  title: 'Cifre',
  times: 'Timpi',
  contacts: 'Contacte',
  none: 'Niciun contact în această perioadă.',
  contact: 'Contact',
  class: 'Clasă',
  place: 'Loc',
} as const
