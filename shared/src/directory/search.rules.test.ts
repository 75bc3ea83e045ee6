import { expect, test } from 'vitest'
import { CountyCode } from '../kernel/ids.ts'
import { type ListedPlace, searchPlaces } from './search.rules.ts'

const cluj = CountyCode.parse('CJ')
const unit = (code: number, unitName: string, unitNameHu: string | null = null): ListedPlace => ({
  unit: code,
  unitName,
  unitNameHu,
  locality: null,
  localityName: null,
  county: cluj,
  lat: null,
  lon: null,
})
const village = (locality: number, localityName: string, of: ListedPlace): ListedPlace => ({
  ...of,
  locality,
  localityName,
})
const elsewhere = (county: string, place: ListedPlace): ListedPlace => ({
  ...place,
  county: CountyCode.parse(county),
})

const gherla = unit(55384, 'Gherla', 'Szamosújvár')
const savadisla = unit(59327, 'Săvădisla', 'Tordaszentlászló')
const chinteni = unit(56988, 'Chinteni', 'Kajántó')

const places = [
  village(55419, 'Hășdate', gherla),
  village(59354, 'Hășdate', savadisla),
  village(57048, 'Sânmărtin', chinteni),
  unit(59498, 'Sânmărtin', 'Szépkenyerűszentmárton'),
  elsewhere('BH', unit(31510, 'Sânmărtin')),
  unit(55357, 'Câmpia Turzii', 'Aranyosgyéres'),
  unit(55259, 'Turda', 'Torda'),
  elsewhere('IF', unit(101000, 'Ștefănești')),
  unit(54975, 'Cluj-Napoca', 'Kolozsvár'),
  elsewhere('SV', unit(149000, 'Florești-Deal')),
  unit(57706, 'Florești', 'Szászfenes'),
  gherla,
  savadisla,
  chinteni,
]

const found = (text: string, limit = 8) =>
  searchPlaces(places, text, { limit, home: cluj }).map(({ localityName, unitName, county }) =>
    [localityName, unitName, county].filter((part) => part !== null && part !== 'CJ').join(', '),
  )

test.for([
  ['stefanesti', 'Ștefănești, IF'],
  ['ŞTEFĂNEŞTI', 'Ștefănești, IF'],
  ['kolozsvar', 'Cluj-Napoca'],
  ['Kolozsvár', 'Cluj-Napoca'],
  ['cluj napoca', 'Cluj-Napoca'],
  ['napoca', 'Cluj-Napoca'],
  ['Cîmpia Turzii', 'Câmpia Turzii'],
  ['campia t', 'Câmpia Turzii'],
  ['turzii', 'Câmpia Turzii'],
  ['szaszf', 'Florești'],
  ['floersti', 'Florești'],
  ['Szamosujvar', 'Gherla'],
] as const)('„%s” finds %s first', ([text, place]) => {
  expect(found(text)[0]).toBe(place)
})

test('a village name that occurs twice is given twice, each with its unit', () => {
  expect(found('hasdate')).toEqual(['Hășdate, Gherla', 'Hășdate, Săvădisla'])
})

test('the unit said after the village tells the homonyms apart, in either language', () => {
  expect(found('hasdate savad')).toEqual(['Hășdate, Săvădisla'])
  expect(found('Hășdate, Szamosújvár')).toEqual(['Hășdate, Gherla'])
})

test('a unit stands before the village of its name, and the home county before others', () => {
  expect(found('Sînmărtin')).toEqual(['Sânmărtin', 'Sânmărtin, Chinteni', 'Sânmărtin, BH'])
  expect(found('flor')).toEqual(['Florești', 'Florești-Deal, SV'])
})

test('the whole name stands before names that only begin so', () => {
  expect(found('torda')).toEqual(['Turda', 'Săvădisla'])
})

test('one typing error is forgiven in five letters or more, and not in fewer', () => {
  expect(found('turdq')).toEqual(['Turda'])
  expect(found('trda')).toEqual([])
})

test('nothing typed, or only signs, finds nothing; a limit is kept', () => {
  expect(found(' ')).toEqual([])
  expect(found('?!')).toEqual([])
  expect(found('s', 2)).toHaveLength(2)
})
