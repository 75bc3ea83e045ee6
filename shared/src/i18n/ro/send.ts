/** Sending a team. */
export const send = {
  title: 'Trimite echipa',
  fastTitle: 'Pericol imediat',
  fastHint: 'Nimic nu este obligatoriu.',
  team: 'Echipa',
  called112: 'Am sunat și 112',
  note: 'Pentru echipă',
  noteHint: 'câine, poartă, agresor acasă, cum se ajunge',
  now: 'Trimite acum',
  sending: 'Se trimite…',
  sent: 'Trimis la {time} · caz {number}',
  atLeastP1: 'Cazul devine cel puțin P1.',
} as const
