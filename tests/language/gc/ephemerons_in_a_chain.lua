-- Each key of a weak table keeps the next one alive: in every order, and in time.
local function chain(length, order)
    local weak, keys = setmetatable({}, {__mode = 'k'}), {}
    for n = 1, length do keys[n] = {} end
    local first, at = keys[1], {}
    for n = 1, length - 1 do at[n] = n end
    if order == 'backwards' then
        for n = 1, (length - 1) // 2 do at[n], at[length - n] = at[length - n], at[n] end
    elseif order == 'mixed' then
        local seed = 1
        for n = length - 1, 2, -1 do
            seed = seed * 16807 % 2147483647
            local m = seed % n + 1
            at[n], at[m] = at[m], at[n]
        end
    end
    for _, n in ipairs(at) do weak[keys[n]] = keys[n + 1] end
    weak[{}] = {} -- of no use to anybody
    keys = nil
    collectgarbage()
    local count, key = 0, first
    while weak[key] do key, count = weak[key], count + 1 end
    local all = 0
    for _ in pairs(weak) do all = all + 1 end
    return count, all
end
for _, order in ipairs {'forwards', 'backwards', 'mixed'} do
    print(chain(50, order))
    print(chain(20000, order))
end
--> 49 49 --> 19999 19999
--> 49 49 --> 19999 19999
--> 49 49 --> 19999 19999

-- A chain that begins at an object that is finalized lives until then.
local weak, seen = setmetatable({}, {__mode = 'k'}), 0
do
    local head = setmetatable({}, {__gc = function(o)
        while weak[o] do o, seen = weak[o], seen + 1 end
    end})
    local keys = {[0] = head}
    for n = 1, 1000 do keys[n] = {} end
    for n = 1000, 1, -1 do weak[keys[n - 1]] = keys[n] end
end
collectgarbage()
print(seen) --> 1000
collectgarbage()
print(next(weak)) --> nil
