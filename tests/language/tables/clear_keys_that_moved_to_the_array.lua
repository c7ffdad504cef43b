-- Keys that were removed, came back and moved to the array part meanwhile are cleared in a traversal
-- like all others: nothing after them is skipped.
local t = {}
t[1] = 1
t[3] = 2
t[5] = 3
t.k = true
t[3] = nil
t[2] = 1
t[3] = 1
local seen = {}
for k in pairs(t) do
    seen[k] = true
    t[k] = nil
end
print(seen[1], seen[2], seen[3], seen[5], seen.k) --> true true true true true
print(next(t)) --> nil

-- The same with a promotion of the whole dictionary.
local u = {x = 1}
for i = 20, 2, -1 do
    u[i] = i
    if i % 3 == 0 then u[i] = nil end
end
for i = 1, 20 do u[i] = i end
local n = 0
for k in pairs(u) do
    n = n + 1
    u[k] = nil
end
print(n, next(u)) --> 21 nil
