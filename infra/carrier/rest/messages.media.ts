import { rfc2822 } from '../fixtures.ts'
import type { Media } from '../media.ts'
import type { Network } from '../network.ts'
import { RestRefusal } from './errors.ts'
import { API, type Handler, paging } from './handler.ts'
import { fitsTime, listBody, pageOf } from './lists.ts'

const fetch: Handler = {
  plays: [],
  serve: (net, { path }) => ({ status: 200, body: mediaBody(net, mediaIn(net, path)) }),
}

const remove: Handler = {
  plays: [],
  serve(net, { path }) {
    net.media.remove(mediaIn(net, path))
    return { status: 204, body: {} }
  },
}

const list: Handler = {
  plays: [...paging, 'DateCreated', 'DateCreated<', 'DateCreated>'],
  serve(net, { path, query }) {
    const messageSid = path.MessageSid ?? ''
    if (!net.register.texts.has(messageSid)) throw new RestRefusal(20404)
    const uri = `${API}/Accounts/${net.account.accountSid}/Messages/${messageSid}/Media.json`
    const page = pageOf(net.media.of(messageSid), query, {
      ...{ path: uri, sidOf: ({ sid }) => sid },
      fits: (one) => fitsTime(query, 'DateCreated', one.createdAt),
    })
    const view = (one: Media) => mediaBody(net, one)
    return { status: 200, body: listBody('media_list', page, { path: uri, view }) }
  },
}

export const mediaOperations: Record<string, Handler> = {
  FetchMedia: fetch,
  DeleteMedia: remove,
  ListMedia: list,
}

function mediaIn(net: Network, { MessageSid = '', Sid = '' }: Record<string, string>): Media {
  const found = net.media.find(MessageSid, Sid)
  if (!found) throw new RestRefusal(20404)
  return found
}

function mediaBody({ account: { accountSid } }: Network, one: Media): object {
  return {
    sid: one.sid,
    account_sid: accountSid,
    parent_sid: one.messageSid,
    content_type: one.contentType,
    date_created: rfc2822(one.createdAt),
    date_updated: rfc2822(one.createdAt),
    uri: `${API}/Accounts/${accountSid}/Messages/${one.messageSid}/Media/${one.sid}.json`,
  }
}
