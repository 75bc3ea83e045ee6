import fc from 'fast-check'
import { expect, test } from 'vitest'
import danger from './data/danger-lexicon.json' with { type: 'json' }
import { type DangerHint, findDanger, hintOf } from './lexicon.rules.ts'
import { type Entry, Lexicon } from './lexicon.schema.ts'
import { dangerLexicon } from './lexicon.ts'

const { entries, traps } = Lexicon.parse(danger)
const find = (text: string) => findDanger(text, dangerLexicon)
const all = (hint: DangerHint | null) => (hint ? [hint, ...hint.others] : [])
const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/** What a trap expects: nothing, something that weighs little, or something that raises. */
const verdicts = (hint: DangerHint | null) => {
  if (hint === null) return ['no_hit']
  const light = all(hint).every((hit) => hit.weight <= 3 && hit.raiseTo === 'P2')
  return [...(light ? ['low_weight'] : []), ...(hint.low ? [] : ['keep_raise'])]
}

const aboutWaves = traps.filter((t) => t.kind === 'prank_wave')

test.for(traps.filter((t) => !aboutWaves.includes(t)))(
  '$id $kind: „$text” is $expected',
  ({ text, expected }) => {
    expect(verdicts(find(text))).toContain(expected)
  },
)

test('a wave of pranks in the words of the list is not believed less for being repeated', () => {
  const [first, ...later] = Array.from({ length: 50 }, () => find('mă omoară tata, are cuțit'))

  expect(aboutWaves.map((t) => t.expected)).toEqual(['keep_raise'])
  expect(first).toMatchObject({ raiseTo: 'P0', low: false })
  expect(later.every((hint) => JSON.stringify(hint) === JSON.stringify(first))).toBe(true)
})

test('figures of speech, denials and the past are shown and raise nothing', () => {
  const kinds = traps.filter((t) => t.expected === 'low_weight' && /idiom|negation/.test(t.kind))

  expect(kinds.length).toBeGreaterThan(8)
  expect(kinds.filter((t) => find(t.text)?.low !== true)).toEqual([])
})

test('the queue hears of what raises and not of what is low', () => {
  expect(hintOf(find('sparge ușa'))).toEqual({ raiseTo: 'P1', category: 'W5', words: 'sparge ușa' })
  expect(hintOf(find('nu mă mai bate'))).toBeNull()
  expect(hintOf(null)).toBeNull()
})

/** Three entries are harmless words of another language; only among their own do they count. */
const amongItsOwn: Record<string, (text: string) => string> = {
  'W2-ro-03': (text) => `tata este cu ${text}`,
  'W8-ro-05': (text) => `un ${text} este la vecini`,
  'W2-hu-03': (text) => `az apu ${text} van`,
}

function missed(entry: Entry, form: string): boolean {
  const say = amongItsOwn[entry.id] ?? ((text) => text)
  const hit = all(find(say(form))).find((h) => h.entryId === entry.id)
  const least = entry.ambiguous ? 'P2' : entry.raise_to
  return hit === undefined || hit.low || hit.raiseTo > least
}

test('each of the 267 entries is found, with and without its marks, and raises to its class', () => {
  const forms = entries.flatMap((entry) =>
    [entry.text, withoutMarks(entry.text), entry.text.toUpperCase()].map((form) => ({ entry, form })),
  )

  expect(entries).toHaveLength(267)
  expect(forms.filter(({ entry, form }) => missed(entry, form)).map(({ form }) => form)).toEqual([])
})

test('an entry is found in the spelling from before 1993', () => {
  const old = entries.flatMap((entry) =>
    entry.folded_old_spelling
      ? [entry.folded_old_spelling, entry.text.replaceAll('â', 'î')].map((form) => ({ entry, form }))
      : [],
  )

  expect(old.length).toBeGreaterThanOrEqual(30)
  expect(old.filter(({ entry, form }) => missed(entry, form)).map(({ form }) => form)).toEqual([])
})

test('an entry is found in the middle of a message, in its own words', () => {
  const lost = entries.filter(
    (entry) => entry.match === 'phrase' && missed(entry, `buna ziua, ${entry.text}, salut`),
  )

  expect(lost.map((e) => e.text)).toEqual([])
})

test('„mă bate acum, nu pot vorbi” is P0, in the words of the child', () => {
  expect(find('mă bate acum, nu pot vorbi')).toMatchObject({
    raiseTo: 'P0',
    category: 'W5',
    words: 'mă bate acum',
    low: false,
  })
})

test.for([
  ['ma bate acm', 'P0', 'ma bate acm'],
  ['nu pot sa vb', 'P1', 'nu pot sa vb'],
  ['nu pot să vorbesc', 'P1', 'nu pot să vorbesc'],
  ['e la usha', 'P1', 'e la usha'],
  ['tata are cutzit', 'P0', 'cutzit'],
  ['are kutit', 'P0', 'kutit'],
  ['mam ascuns in baie', 'P1', 'mam ascuns'],
  ['zice k ma omoara', 'P2', 'ma omoara'],
  ['a zis k ma omoara', 'P1', 'a zis k ma omoara'],
  ['terhes vok', 'P1', 'terhes vok'],
  ['azt mondta h megöl', 'P1', 'azt mondta h megöl'],
  ['AJUTOOOOOR', 'P2', 'AJUTOOOOOR'],
  ['cuțitul e pe masă', 'P0', 'cuțitul'],
  ['késsel jött, segítsenek', 'P0', 'késsel'],
  ['mã bate acum', 'P0', 'mã bate acum'],
  ['nem tudok beszelni', 'P1', 'nem tudok beszelni'],
  ['mă\u200b ba\u200bte acum', 'P0', 'mă\u200b ba\u200bte acum'],
  ['mă bate... acum', 'P0', 'mă bate... acum'],
] as const)('as children write: „%s” is %s by «%s»', ([text, raiseTo, words]) => {
  expect(find(text)).toMatchObject({ raiseTo, words, low: false })
})

test('one typing error is forgiven in six letters or more, unless it makes another word', () => {
  expect(find('ajutro')?.entryId).toBe('W14-ro-01')
  expect(find('a lesianta')).toBeNull()
  expect(find('are cutot')).toBeNull()
  expect(find('un autor bun')).toBeNull()
  expect(find('lezárt ajtó')).toBeNull()
})

test('words for now raise a threat to P0; three years ago does not, and minutes ago does', () => {
  expect(find('vrea să mă omoare')?.raiseTo).toBe('P1')
  expect(find('vrea să mă omoare acum')?.raiseTo).toBe('P0')
  expect(find('meg akar ölni, most')?.raiseTo).toBe('P0')
  expect(find('vrea să mă omoare, e la ușă')?.raiseTo).toBe('P0')
  expect(find('acum 5 minute voia, vrea să mă omoare')?.raiseTo).toBe('P0')
  expect(find('acum două zile m-am ascuns')?.raiseTo).toBe('P1')
  expect(find('acum 20 de ani o bătea pe mama')).toMatchObject({ low: true })
})

test('what was swallowed or taken away is P0 without a word for now', () => {
  expect(find('am luat pastile')?.raiseTo).toBe('P0')
  expect(find('hipót ivott')?.raiseTo).toBe('P0')
})

test('an unsure word raises to P2 alone, to P1 beside another unsure one, and fully beside a sure one', () => {
  expect(find('are pistol')?.raiseTo).toBe('P2')
  expect(find('are pistol si e beat')?.raiseTo).toBe('P1')
  expect(find('are pistol si sparge usa')?.raiseTo).toBe('P0')
})

test('a denial lowers only what it stands right before', () => {
  expect(find('nu ma bate acum')).toMatchObject({ low: true, raiseTo: 'P2' })
  expect(find('nu mai pot, ma bate acum')?.raiseTo).toBe('P0')
  expect(find('nu stiu ce sa fac ma bate acum')?.raiseTo).toBe('P0')
})

test('a second class lifts what was low, and the worst stands first', () => {
  const hint = find('mă omoară mama dacă iau 4, are topor')

  expect(all(hint).map((h) => [h.entryId, h.raiseTo, h.low])).toEqual([
    ['W2-ro-02', 'P0', false],
    ['W1-ro-01', 'P1', false],
  ])
})

test('past and now in one breath: the past does not hide what goes on', () => {
  expect(find('m-a bătut anul trecut și acum mă bate iar')).toMatchObject({ raiseTo: 'P0', low: false })
})

test('marks that say another word take the hit away; marks left out do not', () => {
  expect(find('cu perna pe față')?.raiseTo).toBe('P0')
  expect(find('cu perna pe fața lui')?.raiseTo).toBe('P0')
  expect(find('cu perna pe fata')?.raiseTo).toBe('P0')
  expect(find('cu perna pe fată')?.raiseTo).toBe('P2')
})

test.for(['', ' ', '?', '😢', '❤️', '👩‍👧‍👦', '\u200b\u2060', '119', 'a'])(
  '„%s” alone is for a person to look at',
  (text) => {
    expect(find(text)).toMatchObject({ raiseTo: 'P2', entryId: 'very_short', words: text.trim(), low: false })
  },
)

test('an emoji between two words parts them as any sign does, however it is put together', () => {
  for (const emoji of ['❤️', '👩‍👧‍👦', '🏳️‍🌈'])
    expect(find(`mă ${emoji} bate acum`)?.raiseTo).toBe(find('mă 😢 bate acum')?.raiseTo)
})

test('an answer in digits, and an ordinary sentence, are no hint', () => {
  expect(find('1')).toBeNull()
  expect(find('Bună ziua, aș vrea programul cabinetului.')).toBeNull()
})

test('whatever is sent, the hint is whole: a class, a category, the words as they stand in the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...entries.map((e) => e.text)),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('nu', 'acum', 'mai', '. ', ', ', 'acum 3 ani', '\u200b'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join(' ')
      for (const hit of all(find(text))) {
        expect(hit).toMatchObject({
          raiseTo: expect.stringMatching(/^P[012]$/),
          category: expect.stringMatching(/^W\d+$/),
        })
        expect(hit.words.length).toBeLessThanOrEqual(60)
        expect(text).toContain(hit.words)
      }
    }),
    { numRuns: 300 },
  )
})

test('a message as long as a book gives no more hits than can be read', () => {
  const hint = find('mă bate acum și nu mai pot vorbi, are cuțit, e la ușă '.repeat(20_000))

  expect(hint?.raiseTo).toBe('P0')
  expect(all(hint).length).toBeLessThanOrEqual(8)
})
