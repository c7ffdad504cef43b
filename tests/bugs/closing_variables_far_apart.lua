-- before 5.4.3: the list of variables to close lost its place where they lay far from each other on the stack.
local closed = {}
local function closer(name) return setmetatable({}, {__close = function() closed[#closed + 1] = name end}) end
local function far(n, ...)
    local a <close> = closer("a" .. n)
    if n > 0 then
        local function pass(...) return far(n - 1, ...) end
        local r = pass(table.unpack({}, 1, 70000))
        return r
    end
    error("deep", 0)
end
print(pcall(far, 3)) --> false deep
print(table.concat(closed, " ")) --> a0 a1 a2 a3
-- frames without such variables above and below
closed = {}
local function plain(...) return select("#", ...) end
local function mixed()
    local a <close> = closer "outer"
    local n = plain(table.unpack({}, 1, 140000))
    do local b <close> = closer "inner" n = n + plain(table.unpack({}, 1, 66000)) end
    return n
end
print(coroutine.wrap(mixed)(), table.concat(closed, " ")) --> 206000 inner outer
