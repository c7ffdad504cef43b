local function check(n, next_value, f)
    local t, seen = {}, {}
    for i = 1, n do t[i] = next_value(i) seen[t[i]] = (seen[t[i]] or 0) + 1 end
    table.sort(t, f)
    f = f or function(a, b) return a < b end
    for i = 2, n do if f(t[i], t[i - 1]) then return "not sorted" end end
    for i = 1, n do seen[t[i]] = seen[t[i]] - 1 end
    for _, c in pairs(seen) do if c ~= 0 then return "not a permutation" end end
    return "sorted"
end
local state = 42
local function random() state = (state * 1103515245 + 12345) % 2147483648 return state end
print(check(5000, random), check(5000, function(i) return i end), check(5000, function(i) return -i end))  --> sorted sorted sorted
print(check(5000, function(i) return i % 7 end), check(2000, function() return 1 end))   --> sorted sorted
print(check(3000, random, function(a, b) return a > b end))                              --> sorted
print(check(1000, function(i) return i < 500 and i or 1000 - i end))                     --> sorted
print(check(1000, function() return tostring(random()) end))                             --> sorted
