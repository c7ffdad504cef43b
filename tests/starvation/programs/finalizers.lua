local done, revived = 0, {}
local mt = {__gc = function(o) done = done + 1 revived[#revived + 1] = {o} end}
for i = 1, 15 do setmetatable({i}, mt) end
collectgarbage()
local failing = {__gc = function() error("in finalizer") end}
for i = 1, 3 do setmetatable({}, failing) end
collectgarbage()
setmetatable({}, {__gc = function() local t = {} for i = 1, 20 do t[i] = {i .. "x"} end end})
setmetatable({}, {__gc = function() local co = coroutine.wrap(function() coroutine.yield({}) end) co() co() end})
setmetatable({}, {__gc = function(o) setmetatable(o, getmetatable(o)) revived.again = o end})
setmetatable({}, {__gc = function() collectgarbage() end})
collectgarbage()
revived = {}
collectgarbage()
local keep = setmetatable({}, {__gc = function(o) o.x = {} end})
kept_until_the_end = setmetatable({}, {__gc = function() return {} .. "x" end})
