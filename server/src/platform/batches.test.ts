import { expect, test } from 'vitest'
import { openBatches } from './batches.ts'

function registry() {
  const asked: { names: readonly string[]; answer: PromiseWithResolvers<ReadonlyMap<string, number>> }[] = []
  const read = (names: readonly string[]) => {
    const answer = Promise.withResolvers<ReadonlyMap<string, number>>()
    asked.push({ names, answer })
    return answer.promise
  }
  const answers = (turn: number, ...known: [string, number][]) => asked[turn]?.answer.resolve(new Map(known))
  return { asked, read, answers }
}

test('those who ask while others are answered go together in the next question', async () => {
  const { asked, read, answers } = registry()
  const ageOf = openBatches(read)
  const first = ageOf('Ana')
  await expect.poll(() => asked.length).toBe(1)
  const crowd = [ageOf('Ana'), ageOf('Bogdan'), ageOf('Nimeni')]

  answers(0, ['Ana', 4])
  expect(await first).toBe(4)
  await expect.poll(() => asked.length).toBe(2)
  expect(asked[1]?.names).toEqual(['Ana', 'Bogdan', 'Nimeni'])
  answers(1, ['Ana', 5], ['Bogdan', 7])

  expect(await Promise.all(crowd)).toEqual([5, 7, undefined])
})

test('a question that fails takes only those along who were part of it', async () => {
  const { asked, read, answers } = registry()
  const ageOf = openBatches(read)
  const first = ageOf('Ana')
  await expect.poll(() => asked.length).toBe(1)
  const second = ageOf('Bogdan')

  asked[0]?.answer.reject(new Error('no'))
  await expect(first).rejects.toThrow('no')
  await expect.poll(() => asked.length).toBe(2)
  answers(1, ['Bogdan', 7])
  expect(await second).toBe(7)
})
