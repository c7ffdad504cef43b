-- A ring of coroutines that pass a token on (after the thread-ring of the Computer Language
-- Benchmarks Game). Resume and yield.
-- Size: how often the token is passed.

local n = tonumber(arg and arg[1]) or 3000000
local MEMBERS = 503

local yield, resume = coroutine.yield, coroutine.resume

-- Each member gets the token, lowers it, and gives it back to be passed to the next.
local function member()
    local token = yield()
    while true do token = yield(token - 1) end
end

local ring = {}
for i = 1, MEMBERS do
    ring[i] = coroutine.create(member)
    assert(resume(ring[i]))
end

local token, holder = n, 1
while token > 0 do
    local ok
    ok, token = resume(ring[holder], token)
    assert(ok, token)
    if token > 0 then holder = holder < MEMBERS and holder + 1 or 1 end
end
print(holder)
assert(holder == (n - 1) % MEMBERS + 1)
