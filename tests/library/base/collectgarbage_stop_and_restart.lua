-- Stopped, the collector runs only when called; restarted, it runs by itself again.
local function litter(count) for _ = 1, count do local _ = { {} } end end
local weak = setmetatable({}, { __mode = "v" })
collectgarbage()
collectgarbage("stop")
weak[1] = {}
litter(100000)
print(weak[1] ~= nil, collectgarbage("isrunning"))     --> true false
collectgarbage()
print(weak[1], collectgarbage("isrunning"))            --> nil false
weak[1] = {}
collectgarbage("restart")
local rounds = 0
while weak[1] and rounds < 1000 do rounds = rounds + 1 litter(10000) end
print(weak[1], collectgarbage("isrunning"))            --> nil true
-- in both modes
for _, mode in ipairs { "generational", "incremental" } do
    collectgarbage(mode)
    collectgarbage("stop")
    weak[1] = {}
    litter(100000)
    print(weak[1] ~= nil)                              --> true --> true
    collectgarbage("restart")
    collectgarbage("collect")
    assert(weak[1] == nil)
end
--@ heavy
