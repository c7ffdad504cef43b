-- Lists of arguments and results, short and long.
local function count(...) return select("#", ...), ... end
local function pass(...) return ... end
local many = {}
for i = 1, 400 do many[i] = i end
assert(count(table.unpack(many)) == 400)
assert(count(1, pass(table.unpack(many))) == 401)
assert(#{pass(table.unpack(many, 1, 200))} == 200)
assert(select(-1, pass(table.unpack(many))) == 400)
assert(math.max(table.unpack(many)) == 400)
assert(#string.char(table.unpack(many, 1, 120)) == 120)
assert(table.pack(coroutine.wrap(function(...) return coroutine.yield(...) end)(table.unpack(many))).n == 400)
assert(select("#", pcall(pass, table.unpack(many))) == 401)
local function sum(...)
    local s = 0
    for i = 1, select("#", ...) do s = s + (select(i, ...)) end
    return s
end
assert(sum(table.unpack(many, 1, 40)) == 820)
local function middle(a, b, ...) local c, d = ... return d, c, b, a, ... end
assert(count(middle(1, nil, nil, 4, 5)) == 7)
assert(assert(load("return ..."))(7, 8) == 7)
