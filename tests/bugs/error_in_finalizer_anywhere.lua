-- 5.4.0: a finalizer that failed inside an instruction that allocates needed the position of that instruction.
warn("@off")
local count = 0
local function drop() setmetatable({}, {__gc = function() count = count + 1 error("in finalizer") end}) end
local function work(...)
    local s, t = "", {}
    for i = 1, 60 do
        drop() s = s .. i
        drop() t = {t, i, x = i}
        drop() local f = function() return i, t end
        drop() local v = {...}
        drop() t.y = i + 0.5
        drop() local n = #s .. ""
        if i % 20 == 0 then collectgarbage() else collectgarbage("step") end
    end
    return #s
end
print(work(1, 2, 3)) --> 111
print(pcall(work)) --> true 111
collectgarbage() collectgarbage()
print(count) --> 720
