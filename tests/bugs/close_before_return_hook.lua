-- 5.4.2: the return hook comes after variables are closed, also for functions of the library.
local events = {}
local function f()
    local x <close> = setmetatable({}, {__close = function() events[#events + 1] = "close" end})
    return 1
end
debug.sethook(function(event)
    local info = debug.getinfo(2, "f")
    if info.func == f then events[#events + 1] = event end
end, "cr")
f()
debug.sethook()
print(table.concat(events, " ")) --> call close return
