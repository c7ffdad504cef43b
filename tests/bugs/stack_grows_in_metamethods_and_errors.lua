-- 5.4.2: the spare slots beyond the end of a stack may be in use when the stack grows.
local calls = 0
local object = setmetatable({}, {
    __index = function(t, k) calls = calls + 1 return k end,
    __add = function(a, b) calls = calls + 1 return 1 end,
    __concat = function(a, b) calls = calls + 1 return "c" end,
    __call = function(self, ...) calls = calls + 1 return select("#", ...) end,
})
-- the stack ends at every possible place of these operations
local function at(n, ...)
    if n > 0 then return at(n - 1, ...) end
    return object.key, object + 1, 1 + object, object .. "x", object(...), pcall(error)
end
for slots = 0, 250 do
    local co = coroutine.wrap(function(...) return at(1, ...) end)
    local a, b, c, d, e, f, g = co(table.unpack({}, 1, slots))
    if not (a == "key" and b == 1 and c == 1 and d == "c" and e == slots and f == false and g == nil) then
        print(slots, a, b, c, d, e, f, g)
    end
end
print(calls) --> 1255
