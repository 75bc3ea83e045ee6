import { expect, test } from 'vitest'
import { databaseUrls, inDatabase, passwordIn } from './urls.ts'

const secrets = { app: 'app-secret', auth: 'auth-secret' }

test('without an address of anybody’s, our own Postgres is wanted', () => {
  expect(databaseUrls({}, secrets)).toBeUndefined()
  expect(databaseUrls({ DATABASE_URL: '' }, secrets)).toBeUndefined()
})

test('one address is the owner’s, and the two narrow roles get the passwords we generated', () => {
  expect(
    databaseUrls({ DATABASE_URL: 'postgres://boss:b%40ss@db:5433/line?sslmode=require' }, secrets),
  ).toEqual({
    ownerUrl: 'postgres://boss:b%40ss@db:5433/line?sslmode=require',
    appUrl: 'postgres://veghe_app:app-secret@db:5433/line?sslmode=require',
    authUrl: 'postgres://veghe_auth:auth-secret@db:5433/line?sslmode=require',
  })
})

test('an application’s own address beside the owner’s is left as it is', () => {
  const urls = databaseUrls(
    { DATABASE_URL: 'postgres://narrow:n@db/line', DATABASE_OWNER_URL: 'postgres://boss:b@db/line' },
    secrets,
  )
  expect(urls?.ownerUrl).toBe('postgres://boss:b@db/line')
  expect(urls?.appUrl).toBe('postgres://narrow:n@db/line')
  expect(urls?.authUrl).toBe('postgres://veghe_auth:auth-secret@db/line')
})

test('the same address named twice does not make the owner the application', () => {
  const url = 'postgres://boss:b@db/line'
  const urls = databaseUrls({ DATABASE_URL: url, DATABASE_OWNER_URL: url }, secrets)
  expect(urls?.appUrl).toBe('postgres://veghe_app:app-secret@db/line')
})

test('another database of the same server keeps user, password and settings', () => {
  const url = inDatabase('postgres://boss:b%40ss@db/line?sslmode=require', 'veghe_test_1')
  expect(url).toBe('postgres://boss:b%40ss@db/veghe_test_1?sslmode=require')
  expect(passwordIn(url)).toBe('b@ss')
})
