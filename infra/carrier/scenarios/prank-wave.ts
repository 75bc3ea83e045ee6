import danger from '@veghe/shared/intake/data/danger-lexicon.json' with { type: 'json' }
import { Lexicon } from '@veghe/shared/intake/lexicon.schema.ts'
import type { WrittenScenario } from './format.ts'
import { falseAlarms, inDanger, plain, trapIn } from './prank-texts.ts'

type Callers = WrittenScenario['callers']

/** The first seventeen: figures of speech, danger words inside other words, and words of another language. */
const { traps } = Lexicon.parse(danger)
export const trapTexts = traps.slice(0, 17).map(trapIn)

/** 120 silent or short calls, 60 plain texts, 17 with a trap of the lexicon and 3 in danger; numbers from `first`. */
const wave = (first: number): Callers => {
  const from = (offset: number) => `+${first + offset}`
  return [
    {
      ...{ who: 'tace și ascultă', from: from(0), count: 40, over: 270 },
      does: [{ do: 'call' }, { do: 'wait', seconds: [8, 25] }, { do: 'hangUp' }],
    },
    {
      ...{ who: 'închide repede', from: from(40), count: 52, over: 290 },
      does: [{ do: 'call' }, { do: 'wait', seconds: [1, 5] }, { do: 'hangUp' }],
    },
    {
      ...{ who: 'sună de două ori și râde', from: from(100), count: 10, over: 210 },
      does: [
        { do: 'call' },
        { do: 'wait', seconds: [2, 6] },
        { do: 'say', words: 'Alo? Hahaha!' },
        { do: 'hangUp' },
        { do: 'wait', seconds: [20, 60] },
        { do: 'call' },
        { do: 'wait', seconds: [1, 4] },
        { do: 'hangUp' },
      ],
    },
    {
      ...{ who: 'sună cu număr ascuns', from: 'withheld', count: 8, over: 280 },
      does: [{ do: 'call' }, { do: 'wait', seconds: [2, 8] }, { do: 'hangUp' }],
    },
    { ...texts('scrie de oriunde', plain), from: from(200), over: 295 },
    { ...texts('scrie cuvinte care doar seamănă a pericol', trapTexts), from: from(300), over: 295 },
    { ...texts('este în pericol', inDanger.slice(0, 1)), from: from(400), at: 70, over: 30 },
    { ...texts('este în pericol', inDanger.slice(1, 2)), from: from(401), at: 150, over: 30 },
    { ...texts('este în pericol', inDanger.slice(2, 3)), from: from(402), at: 230, over: 30 },
  ]
}

const texts = (who: string, words: string[]): Pick<Callers[number], 'who' | 'count' | 'does'> => ({
  ...{ who, count: words.length },
  does: [{ do: 'text', words }],
})

export const prankWave: WrittenScenario = {
  name: 'prank-wave',
  about: {
    ro: 'Val de farse: 120 de apeluri mute sau scurte și 77 de mesaje în cinci minute, iar între ele trei copii în pericol.',
    en: 'A wave of pranks: 120 silent or short calls and 77 texts in five minutes, and among them three children in danger.',
  },
  seed: 119,
  callers: wave(40_700_006_000),
}

export const prankWaveDanger: WrittenScenario = {
  name: 'prank-wave-danger',
  about: {
    ro: 'Același val, și încă 20 de farse scrise chiar cu cuvinte de pericol: niciuna nu se închide singură.',
    en: 'The same wave, and 20 more pranks that use true danger words: none of them closes by itself.',
  },
  seed: 120,
  callers: [
    ...wave(40_700_007_000),
    { ...texts('glumește cu vorbe de pericol', falseAlarms), from: '+40700007500', over: 290 },
  ],
}
