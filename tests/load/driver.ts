import { createHmac } from 'node:crypto'
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { countOf, digitsOf, dueNs, nowNs, type Plan } from './plan.ts'

/* Places calls as the network would, open loop: a delay is counted from when the call was due. */

const { TARGET = '', PUBLIC_URL = '', TOKEN = '', SID = '' } = process.env
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })
const signedUrl = `${PUBLIC_URL}/twilio/voice`
let calls = 0

function formOf(i: number): Record<string, string> {
  const from = `+407${String(process.pid % 10_000).padStart(4, '0')}0${digitsOf(i)}`
  const geo = Object.fromEntries(['From', 'To', 'Caller', 'Called'].map((who) => [`${who}Country`, 'RO']))
  calls += 1
  return {
    ...{ AccountSid: SID, ApiVersion: '2010-04-01', CallStatus: 'ringing', Direction: 'inbound', ...geo },
    ...{ From: from, Caller: from, To: '+40264000119', Called: '+40264000119' },
    CallSid: `CA${(BigInt(process.pid) * 1_000_000_000n + BigInt(calls)).toString(16).padStart(32, '0')}`,
  }
}

function sign(form: Record<string, string>): string {
  const text = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`)
    .join('')
  return createHmac('sha1', TOKEN)
    .update(signedUrl + text)
    .digest('base64')
}

function post(i: number, due: bigint): Promise<{ ok: boolean; ms: number }> {
  const form = formOf(i)
  const body = new URLSearchParams(form).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'x-twilio-signature': sign(form),
  }
  return new Promise((resolve) => {
    const done = (ok: boolean) => resolve({ ok, ms: Number(nowNs() - due) / 1e6 })
    const request = http.request(`${TARGET}/twilio/voice`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => done(response.statusCode === 200))
    })
    request.on('error', () => done(false))
    request.end(body)
  })
}

async function drive(plan: Plan) {
  const posted: Promise<{ ok: boolean; ms: number }>[] = []
  for (let i = 0; i < countOf(plan); i++) {
    const due = dueNs(plan, i)
    const wait = Number(due - nowNs()) / 1e6
    if (wait > 1) await pause(wait - 0.5)
    while (nowNs() < due) await new Promise(setImmediate)
    posted.push(post(i, due))
  }
  const all = await Promise.all(posted)
  return { ms: all.map(({ ms }) => ms), failed: all.filter(({ ok }) => !ok).length }
}

process.on('message', (plan: Plan) => {
  drive(plan).then((done) => process.send?.({ done }))
})
process.send?.({ ready: true })
