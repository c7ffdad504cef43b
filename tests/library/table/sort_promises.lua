-- What sort promises: in place, from 1 to the length, by < or by a function; nothing else is touched.
local t = { 3, 1, 2, x = "x", [0] = 9, [-1] = 8, [1.5] = 7 }
local same = t
print(select("#", table.sort(t)), same == t, table.concat(t, " "), t.x, t[0], t[-1], t[1.5])   --> 0 true 1 2 3 x 9 8 7
local list = { "b", "a" }
table.sort(list, nil)
print(table.concat(list, " "))                           --> a b
-- for i <= j not comp(list[j], list[i]), for many lists and orders
local state = 1
local function random(n) state = (state * 1103515245 + 12345) % 2147483648 return (state >> 8) % n end
local orders = { function(a, b) return a < b end, function(a, b) return a > b end, function(a, b) return a // 10 < b // 10 end,
    function(a, b) return a % 7 < b % 7 end, function() return false end }
for n = 0, 40 do
    for k, order in ipairs(orders) do
        local s = {}
        for i = 1, n do s[i] = random(50) end
        table.sort(s, order)
        for i = 1, n do for j = i, n do assert(not order(s[j], s[i]), k) end end
    end
end
-- any true value is true
local s = { 1, 2, 3, 4, 5 }
table.sort(s, function(a, b) return a > b and "yes" or nil end)
print(table.concat(s, " "))                              --> 5 4 3 2 1
s = { 2, 2.5, -math.huge, 1, math.maxinteger, 2 ^ 53, math.huge, math.mininteger, 0 }
table.sort(s)
print(table.concat(s, " "))                              --> -inf -9223372036854775808 0 1 2 2.5 9.007199254741e+15 9223372036854775807 inf
s = { "b", "", "a\0b", "a", "B", "ab", "\xff" }
table.sort(s)
print(#s[1], s[2], s[3], #s[4], s[5], s[6], #s[7])       --> 0 B a 3 ab b 1
-- the function gets elements only, and errors pass through and leave all elements there
local calls = 0
s = { 5, 3, 4, 1, 2 }
print(pcall(table.sort, s, function(a, b) calls = calls + 1 if calls == 4 then error("stop", 0) end return a < b end))  --> false stop
local copy = { table.unpack(s) }
table.sort(copy)
print(#copy)                                             --> 5
print(pcall(table.sort, { 1, nil, 3 }))                  --~ (true|false attempt to compare .*)
print(pcall(table.sort, { 1, {} }))                      --~ false attempt to compare (table with number|number with table)
print(pcall(table.sort, {}, "x"))                        --~ true|false bad argument.*
print(pcall(table.sort, { 1, 2 }, {}))                   --> false bad argument #2 to 'table.sort' (function expected, got table)
print(pcall(table.sort))                                 --> false bad argument #1 to 'table.sort' (table expected, got no value)
print(pcall(table.sort, { 2, 1 }, function() local a = nil; return a.b end))   --~ false .*attempt to index a nil value \(local 'a'\)
-- names of the library, no more
local names = {}
for k in pairs(table) do names[#names + 1] = k end
table.sort(names)
print(table.concat(names, " "))                          --> concat insert move pack remove sort unpack
