import { expect, test } from 'vitest'
import { openShares } from './shares.ts'

const board = () => {
  const readings: PromiseWithResolvers<string>[] = []
  const read = () => {
    const reading = Promise.withResolvers<string>()
    readings.push(reading)
    return reading.promise
  }
  return { readings, read }
}

test('whoever asks while a board is read shares the reading that begins afterwards', async () => {
  const share = openShares<string>()
  const { readings, read } = board()
  const first = share('queue.board CJ', read)
  const crowd = [share('queue.board CJ', read), share('queue.board CJ', read), share('queue.board CJ', read)]
  expect(readings).toHaveLength(1)

  readings[0]?.resolve('before')
  expect(await first).toBe('before')
  await expect.poll(() => readings.length).toBe(2)
  readings[1]?.resolve('after')

  expect(await Promise.all(crowd)).toEqual(['after', 'after', 'after'])
  void share('queue.board CJ', read)
  expect(readings).toHaveLength(3)
})

test('a reading that fails takes only those along who waited for it', async () => {
  const share = openShares<string>()
  const { readings, read } = board()
  const first = share('queue.board CJ', read)
  const second = share('queue.board CJ', read)
  const elsewhere = share('queue.board BN', read)
  readings[0]?.reject(new Error('no'))
  readings[1]?.resolve('of another county')
  await expect(first).rejects.toThrow('no')
  readings[2]?.resolve('after')
  expect(await second).toBe('after')
  expect(await elsewhere).toBe('of another county')
})
