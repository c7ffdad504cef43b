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

-- Values stored into suspended coroutines through upvalues.
local function store_from_outside(n)
    local setters, coroutines, sum = {}, {}, 0
    for i = 1, n do
        coroutines[i] = coroutine.wrap(function()
            local x
            setters[i] = function(v) x = v end
            while true do coroutine.yield(x and x[1]) end
        end)
        coroutines[i]()
    end
    collectgarbage()
    for round = 1, 5 do
        for i = 1, n do setters[i]({round}) end
        collectgarbage("step", 0)
        for i = 1, n do sum = sum + coroutines[i]() end
    end
    return sum
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
    end), watched(store_from_outside, 10)) --> 1890 3660 150 --> 1890 3660 150
end
print(checks > 50) --> true
