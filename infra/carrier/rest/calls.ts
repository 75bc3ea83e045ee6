import { rfc2822 } from '../fixtures.ts'
import type { Network } from '../network.ts'
import { type Call, isOver } from '../register.ts'
import { sidOf } from '../sids.ts'
import { readDocument } from '../twiml/read.ts'
import { callbackOf, secondsOf } from '../voice/calls.ts'
import type { Step } from '../voice/line.ts'
import { placeOutbound, type Wanted } from '../voice/outbound.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, methodOf, paging, textOf, wordsOf } from './handler.ts'
import { fitsTime, listBody, pageOf } from './lists.ts'
import type { Form } from './requests.ts'

const RING_SECONDS = 60

const create: Handler = {
  plays: [
    'To',
    'From',
    'Url',
    'Method',
    'Twiml',
    'FallbackUrl',
    'FallbackMethod',
    'StatusCallback',
    'StatusCallbackMethod',
    'StatusCallbackEvent',
    'Timeout',
    'MachineDetection',
    'MachineDetectionTimeout',
    'AsyncAmd',
    'AsyncAmdStatusCallback',
    'AsyncAmdStatusCallbackMethod',
  ],
  serve(net, { form }) {
    const to = textOf(form, 'To') ?? ''
    const from = textOf(form, 'From') ?? ''
    if (!/^(\+[1-9]\d{6,14}|112)$/.test(to))
      throw new RestRefusal(21211, `The phone number you are attempting to call, ${to}, is not valid`)
    if (!net.numbers.includes(from)) throw new RestRefusal(21210)
    const callback = callbackOf(
      textOf(form, 'StatusCallback'),
      methodOf(form, 'StatusCallbackMethod'),
      wordsOf(form, 'StatusCallbackEvent'),
    )
    const live = placeOutbound(net, {
      to,
      from,
      first: firstStep(form),
      fallbackUrl: textOf(form, 'FallbackUrl'),
      callback,
      timeout: Number(form.get('Timeout') ?? RING_SECONDS),
      detect: detectionOf(form),
    })
    return { status: 201, body: callBody(net, live.call) }
  },
}

const fetch: Handler = {
  plays: [],
  serve: (net, { path }) => ({ status: 200, body: callBody(net, callOf(net, path.Sid)) }),
}

const list: Handler = {
  plays: [...paging, 'To', 'From', 'Status', 'ParentCallSid', ...timesOf('StartTime'), ...timesOf('EndTime')],
  serve(net, { query }) {
    const path = `${API}/Accounts/${net.account.accountSid}/Calls.json`
    const page = pageOf(net.register.calls.values(), query, {
      path,
      sidOf: (call) => call.sid,
      fits: (call) => fitsCall(query, call),
    })
    return { status: 200, body: listBody('calls', page, { path, view: (call) => callBody(net, call) }) }
  },
}

const update: Handler = {
  plays: [
    'Url',
    'Method',
    'Twiml',
    'Status',
    'FallbackUrl',
    'FallbackMethod',
    'StatusCallback',
    'StatusCallbackMethod',
  ],
  serve(net, { path, form }) {
    const call = callOf(net, path.Sid)
    const live = net.live.get(call.sid)
    const status = form.get('Status')
    const isRinging = call.status === 'queued' || call.status === 'ringing' || call.status === 'initiated'
    if (!live || (status === 'canceled' && !isRinging)) throw new RestRefusal(21220)
    if (status === 'completed' || status === 'canceled') {
      if (isRinging) live.endsAs = 'canceled'
      live.line.break({ kind: 'hang-up' })
    } else if (form.has('Url') || form.has('Twiml')) {
      if (call.status !== 'in-progress') throw new RestRefusal(21220)
      live.fallbackUrl = textOf(form, 'FallbackUrl') ?? live.fallbackUrl
      live.line.break({ kind: 'goto', step: firstStep(form) })
    }
    const callback = textOf(form, 'StatusCallback')
    if (callback) live.callback = callbackOf(callback, methodOf(form, 'StatusCallbackMethod'), [])
    return { status: 200, body: callBody(net, call) }
  },
}

export const callOperations: Record<string, Handler> = {
  CreateCall: create,
  FetchCall: fetch,
  ListCall: list,
  UpdateCall: update,
}

export function callOf(net: Network, sid = ''): Call {
  const call = net.register.calls.get(sid)
  if (!call)
    throw new RestRefusal(
      20404,
      `The requested resource ${API}/Accounts/${net.account.accountSid}/Calls/${sid}.json was not found`,
    )
  return call
}

function timesOf(name: string): string[] {
  return [name, `${name}<`, `${name}>`]
}

function fitsCall(query: Form, call: Call): boolean {
  const same = (name: string, value: string | undefined) => !query.has(name) || query.get(name) === value
  return (
    same('To', call.to) &&
    same('From', call.from) &&
    same('Status', call.status) &&
    same('ParentCallSid', call.parentSid) &&
    fitsTime(query, 'StartTime', call.createdAt) &&
    fitsTime(query, 'EndTime', call.endedAt)
  )
}

/** TwiML sent in the request is refused at once when it cannot be played; at Twilio it would fail on the callee. */
function firstStep(form: Form): Step {
  const twiml = textOf(form, 'Twiml')
  const url = textOf(form, 'Url')
  if (twiml === undefined)
    return { kind: 'fetch', url: url ?? '', method: methodOf(form, 'Method'), extra: {} }
  return { kind: 'play', document: readDocument(twiml, { url: 'https://api.twilio.com/', where: 'call' }) }
}

function detectionOf(form: Form): Wanted['detect'] {
  const mode = form.get('MachineDetection')
  if (mode !== 'Enable' && mode !== 'DetectMessageEnd') return undefined
  const url = form.get('AsyncAmd') === 'true' ? textOf(form, 'AsyncAmdStatusCallback') : undefined
  return { mode, tell: url ? { url, method: methodOf(form, 'AsyncAmdStatusCallbackMethod') } : undefined }
}

function callBody(net: Network, call: Call): object {
  const uri = `${API}/Accounts/${call.accountSid}/Calls/${call.sid}`
  const seconds = secondsOf(net, call)
  return {
    sid: call.sid,
    account_sid: call.accountSid,
    parent_call_sid: call.parentSid ?? null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.endedAt ?? call.answeredAt ?? call.createdAt),
    to: call.to,
    to_formatted: call.to,
    from: call.from,
    from_formatted: call.from,
    phone_number_sid: sidOf('PN', net.account.number),
    status: call.status === 'initiated' ? 'queued' : call.status,
    start_time: rfc2822(call.createdAt),
    end_time: isOver(call) && call.endedAt ? rfc2822(call.endedAt) : null,
    duration: seconds === undefined ? null : String(seconds),
    price: null,
    price_unit: 'USD',
    direction: call.direction,
    answered_by: call.answeredBy ?? null,
    api_version: '2010-04-01',
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: '0',
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json`, events: `${uri}/Events.json` },
  }
}
