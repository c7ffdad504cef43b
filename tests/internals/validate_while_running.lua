-- The heap is valid between any two instructions: open upvalues, deep stacks, coroutines, finalizers.
local checks = 0
local function watched(f, ...)
    debug.sethook(function()
        T.checkmemory()
        checks = checks + 1
    end, "", 53)
    local results = table.pack(f(...))
    debug.sethook()
    return table.unpack(results, 1, results.n)
end

local function fold(n, add)
    local here = {n}
    if n == 0 then return add() end
    return (fold(n - 1, function()
        here = {here[1] + 1}
        return here[1] + add()
    end))
end

local function generate(n)
    local state = {}
    return coroutine.wrap(function()
        for i = 1, n do
            state = setmetatable({state, i}, {__gc = function() end, __index = function() return i end})
            coroutine.yield(function() return state[2] + state.missing end)
        end
    end)
end

for _, mode in ipairs {"generational", "incremental"} do
    collectgarbage(mode)
    collectgarbage("step")
    print(watched(fold, 60, function() return 0 end), watched(function()
        local sum = 0
        for f in generate(60) do
            sum = sum + f()
            if sum % 7 == 0 then collectgarbage("step", 0) end
        end
        return sum
    end)) --> 1890 3660 --> 1890 3660
end
print(checks > 50) --> true
