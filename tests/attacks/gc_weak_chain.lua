-- A long chain of ephemerons, in the worst order.
-- ends: time memory
local weak = setmetatable({}, {__mode = 'k'})
local last = {}
kept = last
local chain = {}
for n = 1, 10000 do chain[n] = {} end
for n = 10000, 2, -1 do weak[chain[n - 1]] = chain[n] end
weak[kept] = chain[1]
chain = nil
while true do collectgarbage() end
