-- What next, pairs and ipairs return and refuse.
local t = { 5 }
local f, s, c = pairs(t)
print(f == next, s == t, c)                            --> true true nil
f, s, c = ipairs(t)
print(s == t, c, f == ipairs {})                       --> true 0 true
print(next(t, nil))                                    --> 1 5
print(next({}, nil), select("#", next({})), select("#", next(t, 1)))   --> nil 1 1
print(pcall(next))                                     --> false bad argument #1 to 'next' (table expected, got no value)
print(pcall(next, nil))                                --> false bad argument #1 to 'next' (table expected, got nil)
print(pcall(next, t, 1.5))                             --> false invalid key to 'next'
print(pcall(next, t, 2))                               --> false invalid key to 'next'
print((pcall(pairs, nil)))                               --> true
print(pcall(function() for _ in pairs(nil) do end end))   --> false next_and_pairs_arguments.lua:14: bad argument #1 to 'for iterator' (table expected, got nil)
print(pcall(function() for _ in ipairs(nil) do end end))  --> false attempt to index a nil value
print(pcall(function() for _ in ipairs(7) do end end))    --> false attempt to index a number value
-- keys and values that a loop removes or replaces are not in its way
local seen = {}
local u = { a = 1, b = 2, c = 3, 1, 2, 3 }
for k in pairs(u) do seen[#seen + 1] = tostring(k) u[k] = nil end
table.sort(seen)
print(table.concat(seen, " "), next(u))                --> 1 2 3 a b c nil
-- ipairs stops before the first nil, whatever lies behind
local n = 0
for i in ipairs({ 1, 2, nil, 4 }) do n = i end
print(n)                                               --> 2
