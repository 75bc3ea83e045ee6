import { strikes } from '../faults.ts'
import { rfc2822 } from '../fixtures.ts'
import type { Network } from '../network.ts'
import type { Recording } from '../recordings.ts'
import { callOf } from './calls.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, methodOf, paging, type Reply, textOf, wordsOf } from './handler.ts'
import { fitsTime, listBody, pageOf } from './lists.ts'
import type { Form } from './requests.ts'

const create: Handler = {
  plays: [
    'RecordingStatusCallback',
    'RecordingStatusCallbackMethod',
    'RecordingStatusCallbackEvent',
    'RecordingChannels',
    'RecordingTrack',
  ],
  serve(net, { path, form }) {
    const call = callOf(net, path.CallSid)
    if (call.status !== 'in-progress')
      throw new RestRefusal(21220, 'Requested resource is not eligible for recording')
    const track = textOf(form, 'RecordingTrack') ?? 'both'
    if (track !== 'both')
      throw new RestRefusal(
        20501,
        `The stand-in does not play RecordingTrack=${track} of CreateCallRecording`,
      )
    const recording = net.recordings.begin({
      callSid: call.sid,
      channels: channelsOf(form),
      source: 'StartCallRecordingAPI',
      callback: callbackOf(form),
    })
    return { status: 201, body: recordingBody(net, recording) }
  },
}

function channelsOf(form: Form): Recording['channels'] {
  const asked = textOf(form, 'RecordingChannels') ?? 'mono'
  if (asked !== 'mono' && asked !== 'dual')
    throw new RestRefusal(20001, `RecordingChannels ${asked} is neither mono nor dual`)
  return asked === 'dual' ? 2 : 1
}

function callbackOf(form: Form): Recording['callback'] {
  const url = textOf(form, 'RecordingStatusCallback')
  if (!url) return undefined
  const asked = wordsOf(form, 'RecordingStatusCallbackEvent').flatMap((words) => words.split(/\s+/))
  const on = new Set(asked.length > 0 ? asked : ['completed'])
  return { url, method: methodOf(form, 'RecordingStatusCallbackMethod'), on }
}

const update: Handler = {
  plays: ['Status', 'PauseBehavior'],
  serve(net, { path, form }) {
    const recording = recordingOf(net, path.Sid, path.CallSid)
    const status = textOf(form, 'Status')
    const how = textOf(form, 'PauseBehavior') ?? 'silence'
    if (how !== 'silence' && how !== 'skip')
      throw new RestRefusal(20001, `PauseBehavior ${how} is neither silence nor skip`)
    if (recording.status === 'completed') throw new RestRefusal(21220, 'The recording is over')
    if (status === 'paused') net.recordings.pause(recording, how)
    else if (status === 'in-progress') net.recordings.resume(recording)
    else if (status === 'stopped') net.recordings.stop(recording)
    else throw new RestRefusal(20001, `Status ${status} is nobody's to set`)
    return { status: 200, body: recordingBody(net, recording) }
  },
}

const fetch: Handler = {
  plays: [],
  serve: (net, { path }) => ({
    status: 200,
    body: recordingBody(net, recordingOf(net, path.Sid, path.CallSid)),
  }),
}

const remove: Handler = {
  plays: [],
  serve(net, { path }) {
    const recording = recordingOf(net, path.Sid, path.CallSid)
    if (recording.status !== 'completed') throw new RestRefusal(21220, 'The recording is not over')
    net.recordings.remove(recording)
    return { status: 204, body: {} }
  },
}

const dates = ['DateCreated', 'DateCreated<', 'DateCreated>']

const list: Handler = {
  plays: [...paging, ...dates, 'CallSid'],
  serve(net, { path, query }) {
    const callSid = path.CallSid ?? query.get('CallSid')
    const account = `${API}/Accounts/${net.account.accountSid}`
    const uri = path.CallSid
      ? `${account}/Calls/${callOf(net, path.CallSid).sid}/Recordings.json`
      : `${account}/Recordings.json`
    const fits = (one: Recording) =>
      (callSid === undefined || one.callSid === callSid) && fitsTime(query, 'DateCreated', one.startedAt)
    const listed = strikes(net.faults, 'lateLists') ? [] : net.recordings.all()
    const page = pageOf(listed, query, { path: uri, sidOf: ({ sid }) => sid, fits })
    const view = (one: Recording) => recordingBody(net, one)
    return { status: 200, body: listBody('recordings', page, { path: uri, view }) }
  },
}

export const recordingOperations: Record<string, Handler> = {
  CreateCallRecording: create,
  UpdateCallRecording: update,
  FetchCallRecording: fetch,
  DeleteCallRecording: remove,
  ListCallRecording: list,
  FetchRecording: fetch,
  DeleteRecording: remove,
  ListRecording: list,
}

/** `Twilio.CURRENT` is the one that runs on the call. */
function recordingOf(net: Network, sid = '', callSid?: string): Recording {
  const isMeant = (one: Recording) =>
    sid === 'Twilio.CURRENT' ? one.status !== 'completed' : one.sid === sid
  const found = net.recordings
    .all()
    .find((one) => isMeant(one) && (callSid === undefined || one.callSid === callSid))
  if (!found) throw new RestRefusal(20404)
  return found
}

function recordingBody(net: Network, one: Recording): object {
  const account = `${API}/Accounts/${net.account.accountSid}`
  return {
    sid: one.sid,
    account_sid: one.accountSid,
    api_version: '2010-04-01',
    call_sid: one.callSid,
    conference_sid: null,
    date_created: rfc2822(one.startedAt),
    date_updated: rfc2822(one.updatedAt),
    start_time: rfc2822(one.startedAt),
    duration: one.seconds === undefined ? null : String(one.seconds),
    price: null,
    price_unit: 'USD',
    status: one.status,
    channels: one.channels,
    source: one.source,
    track: 'both',
    error_code: null,
    encryption_details: null,
    uri: `${account}/Calls/${one.callSid}/Recordings/${one.sid}.json`,
    media_url: `https://api.twilio.com${account}/Recordings/${one.sid}`,
  } satisfies Reply['body']
}
