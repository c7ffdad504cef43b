local function permutations(a)
    local function gen(n)
        if n == 0 then coroutine.yield(table.concat(a)) return end
        for i = 1, n do
            a[i], a[n] = a[n], a[i]
            gen(n - 1)
            a[i], a[n] = a[n], a[i]
        end
    end
    return coroutine.wrap(function() gen(#a) end)
end
for p in permutations { "a", "b", "c" } do io.write(p, " ") end
print()                                     --> bca cba cab acb bac abc
local function walk(t) if t then walk(t[1]) coroutine.yield(t.v) walk(t[2]) end end
local tree = { { nil, { v = 2 }, v = 1 }, { v = 4 }, v = 3 }
local out = {}
for v in coroutine.wrap(function() walk(tree) end) do out[#out + 1] = v end
print(table.concat(out, " "))               --> 1 2 3 4
