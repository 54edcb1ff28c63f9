/**
 * The rate over all nodes, as one script that runs in Redis: each step is atomic, and every moment is of Redis's clock.
 *
 * KEYS[1] is the prefix of all keys. ARGV: what to do, the node, limit, window, longest wait, lease, the rest of a pause
 * that the node was told of (all in milliseconds), and then what the step needs. Keys behind the prefix:
 *
 * - `open`: turns by the moment at which their lease ends. A turn whose node has died ends with its lease.
 * - `done`: turns by the moment from which the window counts.
 * - `viewers`: viewers with waiting purchases, in the order of their turns; `line:VIEWER`: their purchases, the first first.
 * - `waiting`: what is known of a waiting purchase; `ends`: when its wait ends; `of:NODE`: those of one node.
 * - `alive`: nodes with waiting purchases, by when each counts as dead unless it asks again.
 * - `inbox:NODE`: turns that were given to a node, and refusals, until the node asks.
 * - `known`: is missing when Redis has lost its data. Then nothing may be sent for the length of a window.
 */
export const RATE_SCRIPT = `
local p, step, node = KEYS[1], ARGV[1], ARGV[2]
local limit, window, longest, lease, pause =
  tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local ALIVE_MS, INBOX_MS = 3000, 120000
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local open, done, viewers, waiting = p .. ':open', p .. ':done', p .. ':viewers', p .. ':waiting'
local ends, alive, paused = p .. ':ends', p .. ':alive', p .. ':paused'

local function hold(ms)
  local until_ = math.max(now + ms, tonumber(call('GET', paused) or '0'))
  if until_ > now then call('SET', paused, until_, 'PX', math.ceil(until_ - now)) end
end

if call('EXISTS', p .. ':known') == 0 then
  call('SET', p .. ':known', '1')
  hold(window)
end
if pause > 0 then hold(pause) end

for _, id in ipairs(call('ZRANGEBYSCORE', open, '-inf', now)) do
  call('ZADD', done, call('ZSCORE', open, id), id)
  call('ZREM', open, id)
end
call('ZREMRANGEBYSCORE', done, '-inf', now - window)

-- Milliseconds until a turn is free for the purchase that has 'ahead' others before it; 0 or less when one is free now.
local function untilFree(ahead)
  local doneCount = call('ZCARD', done)
  local place = doneCount + call('ZCARD', open) - limit + (ahead % limit)
  local free = now
  if place >= doneCount then
    free = now + window
  elseif place >= 0 then
    free = tonumber(call('ZRANGE', done, place, place, 'WITHSCORES')[2]) + window
  end
  local whole = math.floor(ahead / limit) * window
  return math.max(free + whole, tonumber(call('GET', paused) or '0')) - now
end

local function tell(owner, message)
  call('RPUSH', p .. ':inbox:' .. owner, message)
  call('PEXPIRE', p .. ':inbox:' .. owner, INBOX_MS)
end

local function entryOf(id)
  local text = call('HGET', waiting, id)
  return text and cjson.decode(text)
end

local function remove(id)
  local entry = entryOf(id)
  if not entry then return nil end
  local line = p .. ':line:' .. entry.viewer
  call('LREM', line, 1, id)
  if call('EXISTS', line) == 0 then call('ZREM', viewers, entry.viewer) end
  call('HDEL', waiting, id)
  call('ZREM', ends, id)
  call('SREM', p .. ':of:' .. entry.node, id)
  return entry
end

for _, dead in ipairs(call('ZRANGEBYSCORE', alive, '-inf', now)) do
  if dead ~= node then
    for _, id in ipairs(call('SMEMBERS', p .. ':of:' .. dead)) do remove(id) end
    call('ZREM', alive, dead)
  end
end

local function refuseLate()
  local late = call('ZRANGEBYSCORE', ends, '-inf', now)
  if #late == 0 then return end
  local after = math.max(untilFree(0), 1)
  for _, id in ipairs(late) do
    local entry = remove(id)
    if entry then tell(entry.node, 'late ' .. id .. ' ' .. after) end
  end
end

local function serve()
  while untilFree(0) <= 0 do
    local viewer = call('ZRANGE', viewers, 0, 0)[1]
    if not viewer then return end
    local id = call('LINDEX', p .. ':line:' .. viewer, 0)
    local entry = remove(id)
    -- To the end of the turns.
    if call('EXISTS', p .. ':line:' .. viewer) == 1 then
      call('ZADD', viewers, call('INCR', p .. ':turns'), viewer)
    end
    call('ZADD', open, now + lease, id)
    tell(entry.node, 'turn ' .. id)
  end
end

-- Viewers whose turn comes first have one turn more before a new purchase of 'viewer' than the others.
local function ahead(viewer)
  local own = call('LLEN', p .. ':line:' .. viewer)
  local isBefore, count = true, own
  for _, other in ipairs(call('ZRANGE', viewers, 0, -1)) do
    if other == viewer then
      isBefore = false
    else
      count = count + math.min(call('LLEN', p .. ':line:' .. other), isBefore and own + 1 or own)
    end
  end
  return count
end

refuseLate()
if step == 'admit' then return { untilFree(ahead(ARGV[8])) } end

if step == 'join' then
  local id, viewer = ARGV[8], ARGV[9]
  -- A node whose first try was carried out, and whose answer was lost, asks again.
  if not entryOf(id) and not call('ZSCORE', open, id) then
    local expected = untilFree(ahead(viewer))
    if expected > longest then return { expected } end
    call('RPUSH', p .. ':line:' .. viewer, id)
    if not call('ZSCORE', viewers, viewer) then call('ZADD', viewers, call('INCR', p .. ':turns'), viewer) end
    call('HSET', waiting, id, cjson.encode({ node = node, viewer = viewer }))
    call('ZADD', ends, now + longest, id)
    call('SADD', p .. ':of:' .. node, id)
  end
elseif step == 'release' then
  call('ZREM', open, ARGV[8])
  call('ZADD', done, now, ARGV[8])
elseif step == 'cancel' then
  call('ZREM', open, ARGV[8])
  call('ZREM', done, ARGV[8])
elseif step == 'leave' then
  for index = 8, #ARGV do remove(ARGV[index]) end
elseif step == 'ask' then
  -- The turns that the node still has: their leases go on.
  for index = 8, #ARGV do
    call('ZREM', done, ARGV[index])
    call('ZADD', open, now + lease, ARGV[index])
  end
end

serve()
if call('EXISTS', p .. ':of:' .. node) == 1 then
  call('ZADD', alive, now + ALIVE_MS, node)
else
  call('ZREM', alive, node)
end
local inbox = p .. ':inbox:' .. node
local messages = call('LRANGE', inbox, 0, -1)
call('DEL', inbox)
-- A turn may have waited there for a while: it is told how much of its lease is left.
for index, message in ipairs(messages) do
  local id = string.match(message, '^turn (.+)$')
  if id then messages[index] = message .. ' ' .. ((call('ZSCORE', open, id) or now) - now) end
end
return { untilFree(0), messages }
`;
