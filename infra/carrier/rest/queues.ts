import { rfc2822 } from '../fixtures.ts'
import type { Network } from '../network.ts'
import { averageWait, type Member, placeOf, type Queue } from '../voice/queues.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, methodOf, paging, textOf } from './handler.ts'
import { listBody, pageOf } from './lists.ts'

const create: Handler = {
  plays: ['FriendlyName', 'MaxSize'],
  serve(net, { form }) {
    const max = form.get('MaxSize')
    const queue = net.queues.open(
      textOf(form, 'FriendlyName') ?? '',
      typeof max === 'number' ? max : undefined,
    )
    return { status: 201, body: queueBody(net, queue) }
  },
}

const fetch: Handler = {
  plays: [],
  serve: (net, { path }) => ({ status: 200, body: queueBody(net, queueOf(net, path.Sid)) }),
}

const list: Handler = {
  plays: paging,
  serve(net, { query }) {
    const path = `${API}/Accounts/${net.account.accountSid}/Queues.json`
    const page = pageOf(net.queues.all(), query, { path, sidOf: (queue) => queue.sid, fits: () => true })
    return { status: 200, body: listBody('queues', page, { path, view: (queue) => queueBody(net, queue) }) }
  },
}

const fetchMember: Handler = {
  plays: [],
  serve(net, { path }) {
    const queue = queueOf(net, path.QueueSid)
    return { status: 200, body: memberBody(net, queue, memberOf(queue, path.CallSid)) }
  },
}

const listMembers: Handler = {
  plays: paging,
  serve(net, { path, query }) {
    const queue = queueOf(net, path.QueueSid)
    const uri = `${API}/Accounts/${net.account.accountSid}/Queues/${queue.sid}/Members.json`
    // Members stand in the order they wait, so the newest-first page is handed the reverse.
    const page = pageOf([...queue.members].reverse(), query, {
      path: uri,
      sidOf: (member) => member.callSid,
      fits: () => true,
    })
    const view = (member: Member) => memberBody(net, queue, member)
    return { status: 200, body: listBody('queue_members', page, { path: uri, view }) }
  },
}

/** Sends a waiting call to a document of its own; a call that has already left is not found. */
const updateMember: Handler = {
  plays: ['Url', 'Method'],
  serve(net, { path, form }) {
    const queue = queueOf(net, path.QueueSid)
    const member = memberOf(queue, path.CallSid)
    const live = net.live.get(member.callSid)
    if (!live) throw new RestRefusal(20404)
    const body = memberBody(net, queue, member)
    const url = textOf(form, 'Url') ?? ''
    live.line.break({
      kind: 'goto',
      step: { kind: 'fetch', url, method: methodOf(form, 'Method'), extra: {} },
    })
    return { status: 200, body }
  },
}

export const queueOperations: Record<string, Handler> = {
  CreateQueue: create,
  FetchQueue: fetch,
  ListQueue: list,
  FetchMember: fetchMember,
  ListMember: listMembers,
  UpdateMember: updateMember,
}

function queueOf(net: Network, sid = ''): Queue {
  const queue = net.queues.bySid(sid)
  if (!queue) throw new RestRefusal(20404)
  return queue
}

function memberOf(queue: Queue, callSid = ''): Member {
  const [front] = queue.members
  const member = callSid === 'Front' ? front : queue.members.find((member) => member.callSid === callSid)
  if (!member) throw new RestRefusal(20404)
  return member
}

function queueBody(net: Network, queue: Queue): object {
  return {
    sid: queue.sid,
    account_sid: net.account.accountSid,
    friendly_name: queue.name,
    current_size: queue.members.length,
    max_size: queue.max,
    average_wait_time: averageWait(queue),
    date_created: rfc2822(queue.createdAt),
    date_updated: rfc2822(queue.updatedAt),
    uri: `${API}/Accounts/${net.account.accountSid}/Queues/${queue.sid}.json`,
  }
}

function memberBody(net: Network, queue: Queue, member: Member): object {
  const place = placeOf(queue, member, net)
  return {
    call_sid: member.callSid,
    queue_sid: queue.sid,
    date_enqueued: rfc2822(member.since),
    position: place.position,
    wait_time: place.seconds,
    uri: `${API}/Accounts/${net.account.accountSid}/Queues/${queue.sid}/Members/${member.callSid}.json`,
  }
}
