-- Metamethods called by the table library may yield.
local function yielding(t) return setmetatable({}, {
    __index = function(_, k) coroutine.yield() return t[k] end,
    __newindex = function(_, k, v) coroutine.yield() t[k] = v end,
    __len = function() coroutine.yield() return #t end }) end
local function drive(f)
    local co = coroutine.create(f)
    local r, n = nil, -1
    repeat r = table.pack(coroutine.resume(co)) n = n + 1 until coroutine.status(co) == "dead"
    print(n > 0, table.unpack(r, 1, r.n))
end
drive(function() return table.concat(yielding { 1, 2, 3 }, ",") end)                 --> true true 1,2,3
drive(function() return table.unpack(yielding { 1, 2 }) end)                         --> true true 1 2
drive(function() local t = { 1, 3 } table.insert(yielding(t), 2, 2) return #t, t[2] end)   --> true true 3 2
drive(function() local t = { 1, 2 } return table.remove(yielding(t), 1), #t end)     --> true true 1 1
drive(function() local t = {} table.move({ 7, 8 }, 1, 2, 1, yielding(t)) return t[1], t[2] end)   --> true true 7 8
drive(function() local t = { 3, 1, 2 } table.sort(yielding(t)) return t[1], t[2], t[3] end)       --> true true 1 2 3
drive(function() for i, v in ipairs(yielding { 5 }) do return i, v end end)          --> true true 1 5
