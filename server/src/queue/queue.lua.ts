/*
 * Each script keeps to the keys of one county, which share a hash tag, so that a Redis Cluster runs it on one node.
 * None reads a clock: `now` is an argument.
 *
 * `order`  sorted set: contact → virtual arrival
 * `entry:` hash of a contact: v version · n not for these operators · lease until · by token · gone tombstone
 * `epoch`  says that the set is whole; without it Redis has forgotten something
 */

/** A waiting entry, unless something newer is known, which may be that it no longer waits. */
export const put = `
local v = redis.call('HGET', KEYS[2], 'v')
if v and tonumber(v) > tonumber(ARGV[2]) then return 'old' end
redis.call('HDEL', KEYS[2], 'gone')
redis.call('HSET', KEYS[2], 'v', ARGV[2], 'n', ARGV[4])
redis.call('PERSIST', KEYS[2])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
if redis.call('EXISTS', KEYS[3]) == 0 then return 'rebuild' end
return 'done'
`

/** No longer waiting. The tombstone keeps a late row of an older version from reviving it. */
export const drop = `
local v = redis.call('HGET', KEYS[2], 'v')
if v and tonumber(v) > tonumber(ARGV[2]) then return 'old' end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'v', ARGV[2], 'gone', 1)
redis.call('PEXPIRE', KEYS[2], ARGV[3])
if redis.call('EXISTS', KEYS[3]) == 0 then return 'rebuild' end
return 'done'
`

/** The first that nobody else is being served and that may go to this operator, kept for them for a moment. */
export const lease = `
if redis.call('EXISTS', KEYS[2]) == 0 then return {'rebuild'} end
local now = tonumber(ARGV[2])
local from = 0
while true do
  local ids = redis.call('ZRANGE', KEYS[1], from, from + 49)
  if #ids == 0 then return {'empty'} end
  for _, id in ipairs(ids) do
    local key = ARGV[1] .. id
    local e = redis.call('HMGET', key, 'v', 'lease', 'n')
    local isFree = not e[2] or tonumber(e[2]) <= now
    local fits = not string.find(e[3] or '', ARGV[4], 1, true)
    if e[1] and isFree and fits then
      redis.call('HSET', key, 'lease', string.format('%.0f', now + tonumber(ARGV[3])), 'by', ARGV[5])
      return {'leased', id, e[1]}
    end
  end
  from = from + 50
end
`

export const giveBack = `
if redis.call('HGET', KEYS[1], 'by') ~= ARGV[1] then return 'old' end
redis.call('HDEL', KEYS[1], 'lease', 'by')
return 'done'
`

/** Everything that stands in the order: contact, score, version (0: the hash is lost). */
export const list = `
local found = {}
local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #all, 2 do
  found[#found + 1] = all[i]
  found[#found + 1] = all[i + 1]
  found[#found + 1] = redis.call('HGET', ARGV[1] .. all[i], 'v') or '0'
end
return found
`

/** The epoch is set only if Redis was not emptied once more since the rebuild began. */
export const finish = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'again' end
redis.call('SET', KEYS[2], ARGV[1])
redis.call('SET', KEYS[3], ARGV[2])
redis.call('DEL', KEYS[1])
return 'done'
`
