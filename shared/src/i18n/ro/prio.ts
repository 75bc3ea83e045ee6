/** Classes by code: the short word on the marker, and what a screen reader says. */
export const prio = {
  word: {
    P0: 'Critic',
    P1: 'Urgent',
    P2: '24 h',
    P3: '72 h',
    P4: 'Informare',
    N: 'Fără caz',
    'P?': 'De evaluat',
    SOS: 'SOS',
  },
  spoken: {
    P0: 'Prioritate 0, critic, pericol pentru viață acum',
    P1: 'Prioritate 1, urgent, pericol iminent',
    P2: 'Prioritate 2, în 24 de ore',
    P3: 'Prioritate 3, evaluare în 72 de ore',
    P4: 'Prioritate 4, informare',
    N: 'Fără caz',
    'P?': 'De evaluat',
    SOS: 'SOS',
  },
} as const
