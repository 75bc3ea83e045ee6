import { MEDIA_HOST } from '@veghe/infra/carrier/rest/media.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aPicture, picture, sent } from '../support/pictures.ts'
import { startWorld, type World } from './carrier.support.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const from = '+40700000001'
const voice = () => sent('audio/ogg', 'OggS')

async function get(path: string, { token = world.carrier.account.authToken, host = 'api.twilio.com' } = {}) {
  const credentials = btoa(`${world.carrier.account.accountSid}:${token}`)
  const headers = { authorization: `Basic ${credentials}`, 'x-twilio-host': host }
  const response = await fetch(world.carrier.url + path, { headers, redirect: 'manual' })
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    type: response.headers.get('content-type'),
    content: Buffer.from(await response.arrayBuffer()),
  }
}

describe('what a phone sends beside a text', () => {
  test('is told of with it, and what the product is told it finds in Twilio’s list', async () => {
    const { sid } = await world.carrier.sendText({ from, body: '', media: [aPicture(), voice()] })

    const [told = {}] = world.product.at('/twilio/messages')
    expect(told).toMatchObject({
      ...{ MessageSid: sid, NumMedia: '2', Body: '' },
      ...{ MediaContentType0: 'image/png', MediaContentType1: 'audio/ogg' },
    })
    expect(sid).toMatch(/^MM/)
    const listed = await world.client.messages(sid).media.list()
    const addresses = listed.map(({ uri }) => `https://api.twilio.com${uri.replace(/\.json$/, '')}`)
    expect([told.MediaUrl0, told.MediaUrl1].toSorted()).toEqual(addresses.toSorted())
    expect(await world.client.messages(sid).fetch()).toMatchObject({ numMedia: '2' })
    expect(world.product.received.every(({ isSigned }) => isSigned)).toBe(true)
  })

  test('is called by its kind on WhatsApp', async () => {
    const writes = (media = [aPicture()]) =>
      world.carrier.sendText({ from: `whatsapp:${from}`, body: 'uitați', media })
    await writes()
    await writes([sent('application/pdf', '%PDF-')])
    await writes([])

    const told = world.product.at('/twilio/messages').map(({ MessageType }) => MessageType)
    expect(told).toEqual(['image', 'document', 'text'])
  })

  test('is handed over only by way of its own address, to whoever has the account’s credentials', async () => {
    await world.carrier.sendText({ from, body: 'uitați', media: [aPicture()] })
    const [told = {}] = world.product.at('/twilio/messages')
    const path = (told.MediaUrl0 ?? '').replace('https://api.twilio.com', '')

    expect((await get(path, { token: 'x' })).status).toBe(401)
    const { status, location } = await get(path)
    expect([status, new URL(location).host]).toEqual([307, MEDIA_HOST])
    const { pathname } = new URL(location)
    expect(await get(pathname, { host: MEDIA_HOST })).toMatchObject({ status: 200, type: 'image/png' })
    expect((await get(pathname, { host: MEDIA_HOST })).content).toEqual(picture())
    expect((await get(`${pathname.slice(0, -4)}0000`, { host: MEDIA_HOST })).status).toBe(404)
  })

  test('is gone everywhere once it is deleted, and its neighbour stays', async () => {
    const { sid } = await world.carrier.sendText({ from, body: '', media: [aPicture(), voice()] })
    const [told = {}] = world.product.at('/twilio/messages')
    const path = (told.MediaUrl0 ?? '').replace('https://api.twilio.com', '')
    const { pathname } = new URL((await get(path)).location)
    const mine = world.client.messages(sid).media(path.slice(-34))
    expect(await mine.fetch()).toMatchObject({ contentType: 'image/png', parentSid: sid })

    expect(await mine.remove()).toBe(true)

    await expect(mine.remove()).rejects.toMatchObject({ status: 404, code: 20404 })
    expect((await get(path)).status).toBe(404)
    expect((await get(pathname, { host: MEDIA_HOST })).status).toBe(404)
    expect((await world.client.messages(sid).media.list()).map(({ contentType }) => contentType)).toEqual([
      'audio/ogg',
    ])
  })
})
