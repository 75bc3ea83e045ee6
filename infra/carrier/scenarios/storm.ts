import type { WrittenScenario } from './format.ts'

/** What is asked when a roof has gone. Those who speak of a child alone or hurt stand lower down. */
const questions: string[] = [
  'Bună ziua, copilul meu e la internat, e adevărat că s-a dus acoperișul?',
  'Unde au fost duși copiii de la internat?',
  'Sunt bunica unui elev, nu îmi răspunde la telefon.',
  'Pot veni să-mi iau fata sau e drumul închis?',
  'Sun de la primărie, avem paturi în sala de sport.',
  'Mai e curent la școală?',
  'Sunt profesor, suntem toți în curte, ce facem cu cei mici?',
  'Cine răspunde de internat acum?',
]

const written: string[] = [
  'buna, sunt mama lui Andrei de la internat, e bine?',
  'nu merge telefonul la internat, stiti ceva',
  'avem o casa libera pt copii, 4 locuri',
  'unde aduc paturi si haine',
  'fata mea a scris k a cazut acoperisul, ce se intampla',
  'pe drumul din sat e copac cazut, nu trece autobuzul',
  'mai sunt copii in scoala?',
  'cine ne spune unde sunt copiii',
  'putem dormi la sala de sport?',
  'noi suntem bine, 6 copii si doamna, suntem la biserica',
]

const hurt: string[] = [
  'a lesinat o colega, a cazut tigla pe ea',
  'Sunt singură cu surioara, mama nu s-a întors și s-a luat curentul',
  'baiatul din camera 12 nu mai misca, veniti repede',
]

/** Whoever reaches an operator speaks and stays; whoever does not, gives up, and half of them call back. */
export const storm: WrittenScenario = {
  name: 'storm',
  about: {
    ro: 'Furtuna a luat acoperișul unui internat: 60 de apeluri și 43 de mesaje, cele mai multe în primul minut, iar rețeaua merge greu.',
    en: 'A storm takes the roof off a boarding school: 60 calls and 43 texts, most in the first minute, over a limping network.',
  },
  seed: 8,
  callers: [
    {
      ...{ who: 'părinte', from: '+40700008000', count: 25, at: 5, over: 60 },
      does: [
        { do: 'call' },
        { do: 'wait', until: 'answered', seconds: [40, 120] },
        { do: 'say', words: questions },
        { do: 'wait', until: 'over', seconds: [30, 90] },
        { do: 'hangUp' },
      ],
    },
    {
      ...{ who: 'părinte care revine', from: '+40700008100', count: 15, at: 5, over: 60 },
      does: [
        { do: 'call' },
        { do: 'wait', until: 'answered', seconds: [15, 40] },
        { do: 'hangUp' },
        { do: 'wait', seconds: [30, 70] },
        { do: 'call' },
        { do: 'wait', until: 'answered', seconds: [60, 120] },
        { do: 'say', words: questions },
        { do: 'wait', until: 'over', seconds: [20, 60] },
      ],
    },
    {
      ...{ who: 'sună cu număr ascuns', from: 'withheld', count: 5, at: 20, over: 120 },
      does: [{ do: 'call' }, { do: 'wait', until: 'answered', seconds: [10, 60] }],
    },
    {
      ...{ who: 'scrie', from: '+40700008200', count: 30, at: 2, over: 90 },
      does: [{ do: 'text', words: written }],
    },
    {
      ...{ who: 'scrie de două ori', from: '+40700008300', count: 5, at: 10, over: 60 },
      does: [
        { do: 'text', words: written },
        { do: 'wait', seconds: [5, 20] },
        { do: 'text', words: 'ma auzi? va rog raspundeti' },
      ],
    },
    {
      ...{ who: 'vorbește de un copil rănit sau singur', from: '+40700008400', count: 3, at: 30, over: 90 },
      does: [{ do: 'text', words: hurt }],
    },
  ],
  troubles: [
    { at: 20, seconds: 60, faults: { delayMs: 200, shuffleMs: 600, doubleWebhooks: 40 } },
    { at: 40, seconds: 30, faults: { failRest: 5, failRestWith: 429 } },
    { at: 90, seconds: 30, faults: { failRest: 3, failRestWith: 500, muteRest: 1, stallRest: 1 } },
  ],
}
