import { isDiallable } from './telephony/address.ts'
import { reserveDocument } from './telephony/reserve.ts'

/** Twilio rings no more than ten numbers at once. */
const mostDesks = 10

/** `npm run -s reserve -- +40264000001 +40264000002`: the document that the carrier keeps for the day we are gone. */
const desks = process.argv.slice(2)
const odd = desks.find((desk) => !isDiallable(desk))
if (desks.length === 0 || desks.length > mostDesks || odd !== undefined) {
  console.error(
    odd === undefined
      ? `Name the desk telephones, one to ${mostDesks}: npm run -s reserve -- +40264000001 +40264000002`
      : `"${odd}" is no telephone that can be dialled: write it whole, such as +40264000001.`,
  )
  process.exit(1)
}
console.log(reserveDocument(desks))
