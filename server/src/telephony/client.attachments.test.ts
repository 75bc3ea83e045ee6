import { expect, test } from 'vitest'
import { carriersOwn } from './client.attachments.ts'

const asked = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1'

test.each([
  'https://mms.twiliocdn.com/AC1/9f?Signature=x',
  'https://media.twiliocdn.com/AC1/9f',
  'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/9f',
  '/2010-04-01/elsewhere',
])('the carrier may send on to %s', (location) => {
  expect(carriersOwn(location, asked)).toBe(new URL(location, asked).href)
})

test.each([
  'http://mms.twiliocdn.com/AC1/9f',
  'https://mms.twiliocdn.com:8443/AC1/9f',
  'https://twiliocdn.com.example/AC1/9f',
  'https://evil-twilio.com/AC1/9f',
  'https://s3-external-1.amazonaws.com/somebody-else/9f',
  'https://127.0.0.1/9f',
  'file:///etc/passwd',
])('nobody is followed to %s', (location) => {
  expect(() => carriersOwn(location, asked)).toThrow('elsewhere')
})
