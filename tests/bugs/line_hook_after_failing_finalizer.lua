-- 5.4.0: where a line hook thinks the function was, after control came back by an error in a finalizer.
warn("@off")
local lines = 0
debug.sethook(function(_, line) lines = lines + (line and 1 or 0) end, "l")
local function work()
    for i = 1, 20 do
        setmetatable({}, {__gc = function(o)
            local x = 1
            local y = x + o
        end})
        collectgarbage()
        local s = ("x"):rep(i) .. i
    end
    return "worked"
end
print(work()) --> worked
print(pcall(work)) --> true worked
debug.sethook()
print(lines > 80) --> true
