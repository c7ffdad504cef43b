local saved
local mt = { __gc = function(o) saved = o end }
do local t = setmetatable({ value = 42, inner = { 7 } }, mt) end
collectgarbage()
print(saved.value, saved.inner[1])  --> 42 7
saved = nil
collectgarbage()
print(saved)                        --> nil
local times = 0
local again
again = { __gc = function(o) times = times + 1 if times < 3 then setmetatable(o, again) end end }
do local t = setmetatable({}, again) end
for _ = 1, 5 do collectgarbage() end
print(times)                        --> 3
