-- Functions that pcall, a metamethod or a resume enters have their call event too.
local events = {}
local function record(event) events[#events + 1] = event end
local co = coroutine.create(function()
    coroutine.yield()
    return 1
end)
debug.sethook(co, record, "clr")
while coroutine.resume(co) do end
print(table.concat(events, " "))   --> call line call return line return
events = {}
local t = setmetatable({}, { __index = function() return 1 end })
local function f() return t.x end
debug.sethook(record, "cr")
pcall(f)
debug.sethook()
print(table.concat(events, " "))   --> return call call call return return return call
