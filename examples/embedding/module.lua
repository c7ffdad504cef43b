-- Uses the module in ring.c: LUA_CPATH must lead to ring.so.
local ring = require "ring"
local last = ring.new(3)
for i = 1, 5 do print(i, "drops", last:push(i * i)) end
assert(#last == 3 and last:concat(" ") == "9 16 25")

local sum = 0
for i, value in last:each() do sum = sum + i * value end
assert(sum == 9 + 2 * 16 + 3 * 25)

assert(last:pop() == 9 and last:pop() == 16 and last:pop() == 25 and last:pop() == nil)
last:push(setmetatable({}, { __tostring = function() return "an object" end }))
collectgarbage()
assert(last:concat() == "an object")

-- Elements are kept alive by their ring, and by nothing else.
local watched = setmetatable({}, { __mode = "v" })
watched[1] = {}
last:push(watched[1])
collectgarbage()
assert(watched[1] and #last == 2)
last:pop()
last:pop()
collectgarbage()
assert(watched[1] == nil)

local good, problem = pcall(last.push, io.stdout, 1)
assert(not good and problem:find("example.ring expected, got FILE", 1, true))
good, problem = pcall(ring.new, 0)
assert(not good and problem:find("capacity out of range", 1, true))
print "all checked"
